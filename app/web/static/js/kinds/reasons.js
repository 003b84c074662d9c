import { _, filled } from "../texts.js";

/**
 * Why a typed answer was marked as it was, in the words that a quiz uses.
 * @type {Readonly<Record<string, string>>}
 */
const WORDS = {
  exact: _("Right."),
  accepted: _("Right: also accepted."),
  "same-words": _("Right: the same words in another form or order."),
  spelling: _("Right, but mind the spelling: %(wording)s."),
  number: _("Right."),
  "other-number": _("Another number is right."),
  "other-unit": _("The unit is another one."),
  "no-number": _("There is no number in your answer."),
  "other-term": _("This is %(wording)s, you wrote %(other)s."),
  different: _("This is not what was asked for."),
  long: _("Too long to be marked by its letters: judge it yourself."),
};

const LONGEST = 500; // characters of an answer that the event keeps

/**
 * @param {string} given @param {import("../marking/wordings.js").Marked} marked
 * @returns {import("./kinds.js").Marked}
 */
export function judged(given, { verdict, reason, wording, other }) {
  const words = filled(WORDS[reason] ?? WORDS.different ?? "", { wording, other });
  return {
    right: verdict === "ask" ? null : verdict === "right",
    words,
    detail: { typed: given.slice(0, LONGEST), reason },
    disputable: verdict === "wrong",
  };
}
