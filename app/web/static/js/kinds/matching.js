import { make, rich } from "../dom.js";
import { _, OURS } from "../texts.js";
import { allRight, reviewed, reviewList, shareWords } from "./fields.js";

/** What belongs to what: a list to choose from beside each entry. @type {import("./kinds.js").Kind} */
export const matching = {
  fits: (card) => card.kind === "matching" && card.items.every((item) => typeof item.choice === "number"),
  prompt: () => _("What belongs to what?"),
  lists: 2,
  controls: (card, lists) => card.items.map((item, at) => row(item, at, choicesIn(lists))),
  read: (box) => {
    const said = [...box.querySelectorAll("select")].map((one) => [one.dataset.item ?? "", one.value]);
    return said.some(([, value]) => value) ? Object.fromEntries(said) : null;
  },
  mark: (card, given) => {
    const items = new Map(card.items.map((item) => [item.id, given[item.id] === String(item.choice)]));
    return { right: allRight(items), words: shareWords(items, _("All %(right)d right."), _("%(right)d of %(all)d right.")), items, detail: { pairs: given } };
  },
  review: (card, given, marked, lists) => {
    if (!given) return [];
    const texts = choicesIn(lists);
    const rows = card.items.map((item) => {
      const right = marked?.items?.get(item.id) ?? false;
      const chosen = given[item.id] === "" ? "" : (texts[Number(given[item.id])]?.textContent?.trim() ?? "");
      const said = chosen ? _("(you chose “%(chosen)s”)", { chosen }) : _("(you chose nothing)");
      const key = copy(texts[item.choice ?? 0]);
      return reviewed(right, [rich(item.text), " → ", key], right ? "" : said);
    });
    return [reviewList("ul", rows)];
  },
  ticks: _("Tick what you recalled"),
};

/** @param {Element[]} lists */
function choicesIn(lists) {
  return [...(lists.at(-1)?.children ?? [])];
}

/** @param {import("../types.js").Item} item @param {number} at @param {Element[]} choices */
function row(item, at, choices) {
  const select = make("select", { id: `entry-${at}`, "data-item": item.id });
  select.append(make("option", { value: "", ...OURS }, _("Choose …")));
  choices.forEach((choice, number) => select.append(new Option(choice.textContent?.trim(), String(number))));
  const label = make("label", { for: `entry-${at}` }, rich(item.text));
  return make("div", { class: "field pair" }, label, select);
}

/** @param {Element | undefined} choice */
function copy(choice) {
  return make("span", {}, ...[...(choice?.childNodes ?? [])].map((node) => node.cloneNode(true)));
}
