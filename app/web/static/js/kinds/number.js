import { make } from "../dom.js";
import { _, OURS } from "../texts.js";
import { textField, typedIn } from "./fields.js";
import { judged } from "./reasons.js";

/** A number to be typed. @type {import("./kinds.js").Kind} */
export const number = {
  fits: (card) => !!card.number,
  prompt: () => _("Which number?"),
  controls: (card) => {
    const unit = card.number?.unit;
    return [textField(unit ? _("Number (%(unit)s)", { unit }) : _("Number"), "input", { inputmode: "decimal" })];
  },
  read: typedIn,
  mark: (card, given, rules) => (rules && card.number ? judged(given, rules.markNumber(given, card.number)) : null),
  review: (_card, given) => (given ? [make("p", { class: "given", ...OURS }, _("You wrote: %(given)s", { given }))] : []),
};
