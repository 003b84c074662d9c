import { bySide, shuffled } from "../cards.js";
import { make, rich } from "../dom.js";
import { _ } from "../texts.js";
import { allRight, options, reviewed, reviewList, shareWords } from "./fields.js";

/** Which side of a contrast each entry belongs to. @type {import("./kinds.js").Kind} */
export const sorting = {
  fits: (card) => card.facet === "sort" && card.items.length > 0,
  prompt: () => "",
  controls: (card) => {
    const sides = [...bySide(card).keys()];
    return [make("ul", { class: "sorting" }, ...shuffled(card.items).map((item, at) => row(item, at, sides)))];
  },
  read: (box) => {
    const said = [...box.querySelectorAll("input")].filter((one) => one.checked);
    return said.length ? Object.fromEntries(said.map((one) => [one.dataset.item, one.value])) : null;
  },
  mark: (card, given) => {
    const items = new Map(card.items.map((item) => [item.id, given[item.id] === item.side]));
    return { right: allRight(items), words: shareWords(items, _("All %(right)d sorted right."), _("%(right)d of %(all)d sorted right.")), items, detail: { sides: given } };
  },
  review: (card, given, marked) =>
    given
      ? [...bySide(card)].flatMap(([side, items]) => [
          make("h4", {}, side),
          reviewList("ul", items.map((item) => sorted(item, given, marked?.items?.get(item.id) ?? false))),
        ])
      : [],
  ticks: _("Tick what you sorted right"),
};

/** @param {import("../types.js").Item} item @param {Record<string, string>} given @param {boolean} right */
function sorted(item, given, right) {
  const side = given[item.id];
  const said = side === undefined ? _("(you left it out)") : _("(you said %(side)s)", { side });
  return reviewed(right, [rich(item.text)], right ? "" : said);
}

/** @param {import("../types.js").Item} item @param {number} at @param {string[]} sides */
function row(item, at, sides) {
  const group = make("div", { role: "radiogroup", "aria-labelledby": `entry-${at}`, class: "sides" });
  group.append(...options("radio", `side-${at}`, sides.map((side) => ({ value: side, label: side }))));
  for (const input of group.querySelectorAll("input")) input.dataset.item = item.id;
  return make("li", {}, rich(item.text, { id: `entry-${at}` }), group);
}
