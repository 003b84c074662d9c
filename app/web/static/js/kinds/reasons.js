/**
 * Why a typed answer was marked as it was, in the words that a quiz uses.
 * @type {Readonly<Record<string, string>>}
 */
const WORDS = {
  exact: "Right.",
  accepted: "Right: also accepted.",
  "same-words": "Right: the same words in another form or order.",
  spelling: "Right, but mind the spelling: {wording}.",
  number: "Right.",
  "other-number": "Another number is right.",
  "other-unit": "The unit is another one.",
  "no-number": "There is no number in your answer.",
  "other-term": "This is {wording}, you wrote {other}.",
  different: "This is not what was asked for.",
  long: "Too long to be marked by its letters: judge it yourself.",
};

const LONGEST = 500; // characters of an answer that the event keeps

/**
 * @param {string} given @param {import("../marking/wordings.js").Marked} marked
 * @returns {import("./kinds.js").Marked}
 */
export function judged(given, { verdict, reason, wording, other }) {
  const words = (WORDS[reason] ?? WORDS.different ?? "").replace("{wording}", () => wording).replace("{other}", () => other);
  return {
    right: verdict === "ask" ? null : verdict === "right",
    words,
    detail: { typed: given.slice(0, LONGEST), reason },
    disputable: verdict === "wrong",
  };
}
