/**
 * Puts a card on the page. The HTML of cards comes sanitised from the server; `setHtml` is
 * the only place where text becomes elements.
 *
 * @typedef {import("./types.js").Card} Card
 */

import { bySide, contextFor, promptFor, shuffled, sorts, ticksEntries } from "./cards.js";

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}.`);
  return /** @type {T} */ (element);
}

/**
 * @param {Element} element
 * @param {string} sanitised  HTML that the server has sanitised
 */
export function setHtml(element, sanitised) {
  element.innerHTML = sanitised;
}

/** @param {string} sanitised @returns {string} its text on one line, paragraphs set apart */
export function textOf(sanitised) {
  const part = document.createElement("div");
  setHtml(part, sanitised);
  const children = [...part.children];
  const onlyParagraphs = children.length > 1 && children.every((child) => child.matches("p"));
  const texts = (onlyParagraphs ? children : [part]).map((one) => one.textContent ?? "");
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).join(" · ");
}

/** @param {Card} card */
export function showQuestion(card) {
  const article = byId("card");
  article.lang = card.language;
  article.dir = "auto";
  article.dataset.facet = card.facet;
  setHtml(byId("question"), card.front);
  byId("context").textContent = contextFor(card, textOf(card.front));
  byId("prompt").textContent = promptFor(card);
  byId("entries").replaceChildren(...(sorts(card) ? [plainList(card)] : []));
  byId("hint-text").textContent = card.hint;
  const hint = /** @type {HTMLDetailsElement} */ (byId("hint"));
  hint.open = false;
  // A cloze shows its hint in the gap already.
  hint.hidden = !card.hint || (byId("question").textContent ?? "").includes(card.hint);
}

/** @param {Card} card */
export function showAnswer(card) {
  const ticked = ticksEntries(card);
  byId("entries").replaceChildren(); // the answer has them all
  setHtml(byId("answer-text"), card.back);
  byId("answer-text").hidden = ticked && repeatsItems(card);
  byId("ticks").hidden = !ticked;
  byId("tick-task").textContent = sorts(card) ? "Tick what you sorted right" : "Tick what you recalled";
  byId("tick-list").replaceChildren(...(ticked ? tickLists(card) : []));
  countTicks();
  setHtml(byId("remark"), card.note);
  byId("remark").hidden = !card.note;
  const link = /** @type {HTMLAnchorElement} */ (byId("notes-link"));
  link.href = card.notes_url;
}

/** Whether the answer says nothing that its items do not say. @param {Card} card */
function repeatsItems(card) {
  const squeeze = (/** @type {string} */ text) => text.replace(/[\s.,;]+/g, "");
  const items = [...bySide(card)]
    .map(([side, all]) => side + all.map((item) => textOf(item.text)).join(""))
    .join("");
  return squeeze(textOf(card.back)) === squeeze(items) || !textOf(card.back);
}

/** The entries to be told apart, in an order that tells nothing. @param {Card} card */
function plainList(card) {
  const list = document.createElement("ul");
  for (const item of shuffled(card.items)) {
    setHtml(list.appendChild(document.createElement("li")), item.text);
  }
  return list;
}

/** @param {Card} card @returns {HTMLElement[]} */
function tickLists(card) {
  return [...bySide(card)].flatMap(([side, items]) => {
    const list = tickList(items, card.ordered);
    if (!side) return [list];
    const heading = document.createElement("h4");
    heading.textContent = side;
    return [heading, list];
  });
}

/** @param {import("./types.js").Item[]} items @param {boolean} ordered */
function tickList(items, ordered) {
  const list = document.createElement(ordered ? "ol" : "ul");
  for (const item of items) {
    const row = list.appendChild(document.createElement("li"));
    const label = row.appendChild(document.createElement("label"));
    const box = label.appendChild(document.createElement("input"));
    box.type = "checkbox";
    box.dataset.item = item.id;
    setHtml(label.appendChild(document.createElement("span")), item.text);
  }
  return list;
}

/** @returns {HTMLInputElement[]} */
function boxes() {
  return [...byId("tick-list").querySelectorAll("input")];
}

export function countTicks() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  byId("tick-count").textContent = all.length ? `${ticked} of ${all.length}` : "";
}

/** @returns {Map<string, boolean>} item id → recalled */
export function ticks() {
  return new Map(boxes().map((box) => [box.dataset.item ?? "", box.checked]));
}

/** @param {HTMLElement} list @param {string[]} texts @param {number} most */
export function fillList(list, texts, most) {
  const shown = texts.slice(0, most);
  if (texts.length > most) shown.push(`and ${texts.length - most} more`);
  list.replaceChildren(
    ...shown.map((text) => {
      const row = document.createElement("li");
      row.textContent = text;
      return row;
    }),
  );
}
