import { make } from "../dom.js";
import { markNumber } from "../marking/numbers.js";
import { textField, typedIn } from "./fields.js";
import { judged } from "./reasons.js";

/** A number to be typed. @type {import("./kinds.js").Kind} */
export const number = {
  fits: (card) => !!card.number,
  prompt: () => "Which number?",
  controls: (card) => {
    const unit = card.number?.unit;
    return [textField(unit ? `Number (${unit})` : "Number", "input", { inputmode: "decimal" })];
  },
  read: typedIn,
  mark: (card, given) =>
    judged(given, markNumber(given, card.number ?? { value: "0", tolerance: "0", unit: "" })),
  review: (_card, given) => (given ? [make("p", { class: "given" }, `You wrote: ${given}`)] : []),
};
