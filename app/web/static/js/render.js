/**
 * Puts a card on the page: its question with what the kind answers with, then its answer with
 * how the given one was marked.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./kinds/kinds.js").Kind} Kind
 * @typedef {import("./kinds/kinds.js").Marked} Marked
 */

import { bySide, contextFor, memoryWords } from "./cards.js";
import { byId, make, rich, setHtml, textOf } from "./dom.js";
import { _, OURS } from "./texts.js";

/** @param {Card} card @param {Kind} kind @returns {Element[]} the lists that the controls stand for */
export function showQuestion(card, kind) {
  const article = byId("card");
  article.lang = card.language;
  article.dir = "auto";
  article.dataset.facet = card.facet;
  article.dataset.kind = card.kind;
  const question = byId("question");
  setHtml(question, card.front);
  const lists = kind.lists ? takeLists(question, kind.lists) : [];
  byId("context").textContent = contextFor(card, textOf(card.front));
  byId("prompt").textContent = kind.prompt(card);
  byId("entries").replaceChildren(...(kind.controls?.(card, lists) ?? []));
  byId("hint-text").textContent = card.hint;
  const hint = /** @type {HTMLDetailsElement} */ (byId("hint"));
  hint.open = false;
  // A cloze shows its hint in the gap already.
  hint.hidden = !card.hint || (question.textContent ?? "").includes(card.hint);
  return lists;
}

/**
 * Take the last lists out of a question, each with the head that stands above it, if any.
 * @param {HTMLElement} question @param {number} count @returns {Element[]}
 */
function takeLists(question, count) {
  const lists = [...question.children].filter((child) => child.matches("ul, ol")).slice(-count);
  for (const list of lists) {
    const head = list.previousElementSibling;
    const isHead = count > 1 && head?.matches("p") && head.textContent === head.querySelector("strong")?.textContent;
    if (isHead && head !== question.firstElementChild) head?.remove();
    list.remove();
  }
  return lists;
}

/**
 * @param {Card} card @param {Kind} kind @param {any} given  null for an answer in mind
 * @param {Marked | null} marked @param {Element[]} lists  those of the question
 */
export function showAnswer(card, kind, given, marked, lists) {
  const review = kind.review?.(card, given, marked, lists) ?? [];
  const ticked = !!kind.ticks && !review.length && card.items.length > 0;
  byId("entries").replaceChildren(); // the answer has them all
  byId("given").replaceChildren(...review);
  setHtml(byId("answer-text"), card.back);
  const said = (ticked && repeatsItems(card)) || review.some((one) => one.matches(".reviewed"));
  byId("answer-text").hidden = said;
  byId("ticks").hidden = !ticked;
  byId("tick-task").textContent = kind.ticks ?? "";
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

/** @param {Card} card @returns {HTMLElement[]} */
function tickLists(card) {
  return [...bySide(card)].flatMap(([side, items]) => {
    const list = tickList(items, card.ordered);
    return side ? [make("h4", {}, side), list] : [list];
  });
}

/** @param {import("./types.js").Item[]} items @param {boolean} ordered */
function tickList(items, ordered) {
  const rows = items.map((item) => {
    const box = make("input", { type: "checkbox", "data-item": item.id });
    const missed = memoryWords(item);
    const memory = missed ? [make("em", { class: "item-memory", ...OURS }, missed)] : [];
    return make("li", {}, make("label", {}, box, rich(item.text), ...memory));
  });
  return make(ordered ? "ol" : "ul", {}, ...rows);
}

/** @returns {HTMLInputElement[]} */
function boxes() {
  return [...byId("tick-list").querySelectorAll("input")];
}

export function countTicks() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  byId("tick-count").textContent = all.length ? _("%(ticked)d of %(all)d", { ticked, all: all.length }) : "";
}

/** @returns {Map<string, boolean>} item id → recalled */
export function ticks() {
  return new Map(boxes().map((box) => [box.dataset.item ?? "", box.checked]));
}
