import { make } from "../dom.js";
import { _, OURS } from "../texts.js";
import { textField, typedIn } from "./fields.js";
import { plain } from "./plain.js";
import { judged } from "./reasons.js";

/** A term, a gap, a step or a short answer to be typed. @type {import("./kinds.js").Kind} */
export const typed = {
  fits: (card) => !!card.wordings?.length,
  prompt: (card) => plain.prompt(card),
  controls: () => [textField(_("Your answer"))],
  read: typedIn,
  mark: (card, given, rules) => rules && judged(given, rules.mark(given, card.wordings ?? [], rules.course())),
  review: (_card, given) => (given ? [make("p", { class: "given", ...OURS }, _("You wrote: %(given)s", { given }))] : []),
};
