import { shuffledApart } from "../cards.js";
import { byId, make, rich } from "../dom.js";
import { _, OURS } from "../texts.js";
import { allRight, reviewed, reviewList, shareWords } from "./fields.js";

/** Entries to be brought into order by buttons. @type {import("./kinds.js").Kind} */
export const ordering = {
  fits: (card) => card.kind === "ordering" && card.items.length > 1,
  prompt: () => _("In which order?"),
  lists: 1,
  controls: (card) => {
    const list = make("ol", { class: "order" }, ...shuffledApart(card.items).map(row));
    list.addEventListener("click", onClick);
    bounds(list);
    return [list];
  },
  read: (box) => {
    const rows = [...box.querySelectorAll("li")];
    return box.querySelector("[data-moved]") ? rows.map((one) => one.dataset.item ?? "") : null;
  },
  mark: (card, given) => {
    const items = new Map(card.items.map((item, at) => [item.id, given[at] === item.id]));
    return { right: allRight(items), words: shareWords(items, _("All %(right)d in their place."), _("%(right)d of %(all)d in their place.")), items, detail: { order: given } };
  },
  review: (card, given, marked) => {
    if (!given) return [];
    const rows = card.items.map((item) => {
      const right = marked?.items?.get(item.id) ?? false;
      return reviewed(right, [rich(item.text)], right ? "" : _("(you put it at %(place)d)", { place: given.indexOf(item.id) + 1 }));
    });
    return [reviewList("ol", rows)];
  },
  ticks: _("Tick what you recalled"),
};

/** @param {import("../types.js").Item} item */
function row(item) {
  const text = rich(item.text);
  const entry = text.textContent ?? "";
  const move = (/** @type {string} */ way, /** @type {string} */ sign, /** @type {string} */ label) =>
    make("button", { class: "button", type: "button", "data-way": way, "aria-label": label, ...OURS }, sign);
  const up = move("up", "↑", _("Move up: %(entry)s", { entry }));
  const down = move("down", "↓", _("Move down: %(entry)s", { entry }));
  return make("li", { "data-item": item.id }, text, make("span", { class: "moves" }, up, down));
}

/** @param {Event} event */
function onClick(event) {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const entry = button?.closest("li");
  const list = entry?.parentElement;
  if (!button || !entry || !list) return;
  if (button.dataset.way === "up") entry.previousElementSibling?.before(entry);
  else entry.nextElementSibling?.after(entry);
  list.dataset.moved = "yes";
  bounds(list);
  const other = [...entry.querySelectorAll("button")].find((one) => !one.disabled);
  (button.disabled ? other : button)?.focus();
  const place = [...list.children].indexOf(entry) + 1;
  byId("spoken").textContent = _("%(entry)s: place %(place)d of %(all)d", {
    entry: entry.firstChild?.textContent ?? "",
    place,
    all: list.children.length,
  });
}

/** The first entry goes no further up, the last one no further down. @param {HTMLElement} list */
function bounds(list) {
  for (const button of list.querySelectorAll("button")) {
    const entry = button.closest("li");
    const end = button.dataset.way === "up" ? list.firstElementChild : list.lastElementChild;
    button.disabled = entry === end;
  }
}
