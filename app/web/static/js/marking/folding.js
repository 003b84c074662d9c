/**
 * The form in which two typed answers are the same: app/quiz/marking/folding.py and
 * inflection.py in the browser. tests/quiz/marking/vectors.json holds both to one result.
 */

const APOSTROPHES = /['\u2019\u2018\u02bc\u00b4\u0060]/gu;
const AND = /&|(?<!\S)\+(?!\S)/gu;
const SEPARATORS = /[^\p{L}\p{N}_%€$£¥.+#]+|_+|(?<!\p{Nd})\.|\.(?!\p{Nd})/gu;
const GROUPED = /(?<=\p{Nd}),(?=\p{Nd}{3}(?!\p{Nd}))/gu;
const PERCENT = /(?<=\p{Nd})\s*(?:%|per ?cent\b|percent\b|pct\b)/gu;
const LINK = /!?\[([^[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/gu;
const EMPHASIS = /(?<!\\)(?:\*+|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])|\u0060+|~~)/gu;
const ESCAPE = /\\([!-/:-@[-\u0060{-~])/gu;
const ARTICLES = new Set(["a", "an", "the"]);
const IZE = /is(e|es|ed|ing|er|ers|ation|ations|ational)$/u;
const YZE = /ys(e|ed|ing|er|ers)$/u;
const OR = /(?<=..)our(s|ed|ing|er|ers|ful|able|al|ally|ite|ites|ism|ist)?$/u;
const SPELLINGS =
  "centre center centres centers centred centered metre meter theatre theater programme program " +
  "programmes programs catalogue catalog dialogue dialog cheque check defence defense " +
  "offence offense licence license practise practice fulfilment fulfillment fulfil fulfill " +
  "enrolment enrollment judgement judgment labelled labeled labelling labeling " +
  "modelling modeling cancelled canceled travelling traveling ageing aging";
const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve";

/** @type {Map<string, string>} */
const OTHERWISE = new Map(NUMBERS.split(" ").map((word, number) => [word, String(number)]));
const spellings = SPELLINGS.split(" ");
spellings.forEach((word, at) => at % 2 || OTHERWISE.set(word, spellings[at + 1] ?? word));

/** @param {string} text @returns {string[]} */
const split = (text) => text.split(/\s+/u).filter(Boolean);

/** Without Markdown dress. @param {string} text */
export function bare(text) {
  return split(text.replace(LINK, "$1").replace(EMPHASIS, "").replace(ESCAPE, "$1")).join(" ");
}

/** @param {string} text */
function casefold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/ß/gu, "ss").replace(/ς/gu, "σ").normalize("NFKC");
}

/**
 * The words of a text, without articles and punctuation, in one spelling.
 * @param {string} text @returns {string[]}
 */
export function folded(text) {
  const plain = casefold(bare(text) || text);
  const signs = plain.replace(APOSTROPHES, "").replace(GROUPED, "").replace(AND, " and ");
  let found = split(signs.replace(PERCENT, "%").replace(SEPARATORS, " "));
  if (!found.length) found = split(plain);
  const words = found.filter((word) => !ARTICLES.has(word)).map(spelt);
  return words.length ? words : found;
}

/** @param {string} word */
function spelt(word) {
  const known = OTHERWISE.get(word) ?? word;
  if (known.length < 5) return known;
  return known.replace(IZE, "iz$1").replace(YZE, "yz$1").replace(OR, "or$1");
}

const PLURALS = [
  ["sses", "ss"], ["yses", "ysis"], ["ies", "y"], ["ss", "ss"], ["us", "us"], ["is", "is"], ["s", ""],
];

/** The form that a word shares with its inflections (step 1 of Porter 1980). @param {string} word */
export function uninflected(word) {
  if (word.length < 4 || !/^\p{L}+$/u.test(word)) return word;
  const stem = withoutTense(singular(word));
  return stem.endsWith("e") && stem.length > 4 ? stem.slice(0, -1) : stem;
}

/** @param {string} word */
function singular(word) {
  for (const [ending = "", instead = ""] of PLURALS) {
    if (word.endsWith(ending)) return word.slice(0, -ending.length) + instead;
  }
  return word;
}

/** @param {string} word */
function withoutTense(word) {
  for (const ending of ["ied", "ed", "ing"]) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (stem.length < 2 || !/[aeiou]|(?<=[^aeiou])y/u.test(stem)) continue;
    return ending === "ied" ? `${stem}y` : stem.replace(/([^aeiouslz])\1$/u, "$1");
  }
  return word;
}
