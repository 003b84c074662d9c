import { make, rich } from "../dom.js";
import { keepPinned } from "../cards.js";
import { chosen, options, reviewed, reviewList } from "./fields.js";

/** @param {import("./kinds.js").Card} card */
const rightOnes = (card) => card.items.filter((item) => item.right);

/** One right option, or several. @type {import("./kinds.js").Kind} */
export const choice = {
  fits: (card) => card.kind === "choice" && rightOnes(card).length > 0,
  prompt: (card) => (rightOnes(card).length > 1 ? "Choose every right option" : "Choose one option"),
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
    const words = right.length > 1 ? `${hits} of ${right.length} right options, ${slips} wrong.` : "Not this one.";
    return { right: whole, words: whole ? "Right." : words, detail: { chosen: given } };
  },
  review: (card, given) => [
    reviewList(
      "ul",
      card.items.map((item) => {
        const picked = !!given?.includes(item.id);
        const words = [item.right ? "right" : "", picked ? "you chose this" : ""].filter(Boolean).join(", ");
        const said = (picked || item.right) && item.feedback ? [" ", rich(item.feedback, { class: "feedback" })] : [];
        const row = reviewed(item.right || picked ? !!item.right : null, [rich(item.text)], words && `(${words})`);
        row.lastElementChild?.append(...said);
        return row;
      }),
    ),
  ],
};
