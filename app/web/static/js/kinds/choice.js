import { make, rich } from "../dom.js";
import { keepPinned } from "../cards.js";
import { _ } from "../texts.js";
import { chosen, options, reviewed, reviewList } from "./fields.js";

/** @param {import("./kinds.js").Card} card */
const rightOnes = (card) => card.items.filter((item) => item.right);

/** One right option, or several. @type {import("./kinds.js").Kind} */
export const choice = {
  fits: (card) => card.kind === "choice" && rightOnes(card).length > 0,
  prompt: (card) => (rightOnes(card).length > 1 ? _("Choose every right option") : _("Choose one option")),
  lists: 1,
  controls: (card) => {
    const shown = keepPinned(card.items).map((item) => ({ value: item.id, label: rich(item.text) }));
    const type = rightOnes(card).length > 1 ? "checkbox" : "radio";
    return [make("div", { role: "group", "aria-labelledby": "prompt" }, ...options(type, "option", shown))];
  },
  read: (box) => {
    const found = chosen(box);
    return found.length ? found : null;
  },
  mark: (card, given) => {
    const right = rightOnes(card);
    const hits = right.filter((item) => given.includes(item.id)).length;
    const slips = given.length - hits;
    const whole = hits === right.length && !slips;
    const words =
      right.length > 1
        ? _("%(hits)d of %(all)d right options, %(slips)d wrong.", { hits, all: right.length, slips })
        : _("Not this one.");
    return { right: whole, words: whole ? _("Right.") : words, detail: { chosen: given } };
  },
  review: (card, given) => [
    reviewList(
      "ul",
      card.items.map((item) => {
        const picked = !!given?.includes(item.id);
        const words = remark(!!item.right, picked);
        const said = (picked || item.right) && item.feedback ? [" ", rich(item.feedback, { class: "feedback" })] : [];
        const row = reviewed(item.right || picked ? !!item.right : null, [rich(item.text)], words);
        row.lastElementChild?.append(...said);
        return row;
      }),
    ),
  ],
};

/** @param {boolean} right @param {boolean} picked */
function remark(right, picked) {
  if (right) return picked ? _("(right, you chose this)") : _("(right)");
  return picked ? _("(you chose this)") : "";
}
