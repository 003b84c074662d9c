/**
 * Whether one wording is a misspelling of another: app/quiz/marking/spelling.py in the browser.
 * tests/quiz/marking/vectors.json holds both to one result.
 */

// Endings that make another word of a stem; those in one row are one ending, spelt in two ways.
const ENDINGS =
  "ing|ant ent|ance ence ancy ency|er or|ee|ment|ion|ive|able ible|al|ist|ism|ity|ness|less|ful";
const ROW = new Map(
  ENDINGS.split("|").flatMap((row, at) => row.split(" ").map((ending) => [ending, at])),
);
const ALIKE = ["csz", "ckq", "dt", "fv", "vw", "gj", "iy", "mn"];
const VOWELS = "aeiouy";
const VOWELS_FROM = 8;

/**
 * The edits between two texts, swapped neighbours being one (Damerau-Levenshtein, unrestricted).
 * @param {string} one @param {string} other
 */
export function distance(one, other) {
  const far = one.length + other.length;
  const table = Array.from({ length: one.length + 2 }, () => new Array(other.length + 2).fill(far));
  const at = (/** @type {number} */ i, /** @type {number} */ j) => table[i + 1]?.[j + 1] ?? far;
  const put = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ d) => {
    const row = table[i + 1];
    if (row) row[j + 1] = d;
  };
  for (let i = 0; i <= one.length; i += 1) put(i, 0, i);
  for (let j = 0; j <= other.length; j += 1) put(0, j, j);
  /** @type {Map<string, number>} */
  const rows = new Map(); // where each letter of `one` was last
  for (let i = 1; i <= one.length; i += 1) {
    let column = 0; // where this letter of `one` was last in `other`
    for (let j = 1; j <= other.length; j += 1) {
      const row = rows.get(other[j - 1] ?? "") ?? 0;
      const same = one[i - 1] === other[j - 1];
      const swapped = row && column ? at(row - 1, column - 1) + (i - row - 1) + 1 + (j - column - 1) : far;
      put(i, j, Math.min(at(i - 1, j - 1) + (same ? 0 : 1), at(i, j - 1) + 1, at(i - 1, j) + 1, swapped));
      if (same) column = j;
    }
    rows.set(one[i - 1] ?? "", i);
  }
  return at(one.length, other.length);
}

/** @param {string[]} typed @param {string[]} wanted  folded words */
export function isMisspelling(typed, wanted) {
  const [said, key] = [typed.join(""), wanted.join("")];
  if (!typed.length || !wanted.length || typed.join(" ") === wanted.join(" ")) return false;
  if (!isSlip(said, key)) return false;
  if (typed.length !== wanted.length) return Math.abs(typed.length - wanted.length) === 1;
  return typed.every((word, at) => word === wanted[at] || isSlip(word, wanted[at] ?? ""));
}

/** @param {string} typed @param {string} wanted */
function isSlip(typed, wanted) {
  const limit = wanted.length >= 9 ? 2 : wanted.length >= 5 ? 1 : 0;
  const figures = (/** @type {string} */ text) => text.replace(/\P{Nd}/gu, "");
  if (typed[0] !== wanted[0] || figures(typed) !== figures(wanted)) return false;
  if (Math.abs(typed.length - wanted.length) > limit || distance(typed, wanted) > limit) return false;
  return !hasAnotherLetter(typed, wanted) && !endsAsAnotherWord(typed, wanted);
}

/** Whether a letter was replaced by one that nobody would misspell it with. @param {string} typed @param {string} wanted */
function hasAnotherLetter(typed, wanted) {
  if (!/[a-z]/u.test(wanted) || /[^\u0000-\u007f]/u.test(wanted)) return typed !== wanted;
  const pairs = replaced(typed, wanted);
  const there = pairs.map(([a]) => a).join("");
  const back = pairs.map(([, b]) => b).reverse().join("");
  if (there === back) return false; // neighbours that changed places
  return pairs.some(([a, b]) => !soundAlike(a, b, wanted.length));
}

/** @param {string} a @param {string} b @param {number} letters */
function soundAlike(a, b, letters) {
  if (letters >= VOWELS_FROM && VOWELS.includes(a) && VOWELS.includes(b)) return true;
  return ALIKE.some((row) => row.includes(a) && row.includes(b));
}

/**
 * The letters that a shortest way from one text to the other replaces. Of several ways the one
 * that leaves letters out rather than puts some in, from the end: rapidfuzz goes it, too.
 * @param {string} one @param {string} other @returns {[string, string][]}
 */
function replaced(one, other) {
  let [start, i, j] = [0, one.length, other.length];
  while (start < i && start < j && one[start] === other[start]) start += 1;
  while (i > start && j > start && one[i - 1] === other[j - 1]) [i, j] = [i - 1, j - 1];
  const [a, b] = [one.slice(start, i), other.slice(start, j)];
  const table = edits(a, b);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => table[x]?.[y] ?? Infinity;
  /** @type {[string, string][]} */
  const found = [];
  [i, j] = [a.length, b.length];
  while (i && j) {
    if (at(i, j) === at(i - 1, j) + 1) i -= 1;
    else if (j > 1 && at(i, j - 1) === at(i - 1, j - 1) - 1) j -= 1;
    else {
      [i, j] = [i - 1, j - 1];
      if (a[i] !== b[j]) found.unshift([a[i] ?? "", b[j] ?? ""]);
    }
  }
  return found;
}

/** Levenshtein's table. @param {string} one @param {string} other */
function edits(one, other) {
  const table = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const [above, row] = [table[i - 1] ?? [], [i]];
    for (let j = 1; j <= other.length; j += 1) {
      const straight = (above[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(straight, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    table.push(row);
  }
  return table;
}

/** Tells "consultant" from "consulting". @param {string} typed @param {string} wanted */
function endsAsAnotherWord(typed, wanted) {
  let shared = 0;
  while (shared < Math.min(typed.length, wanted.length) && typed[shared] === wanted[shared]) shared += 1;
  for (let at = 3; at <= shared; at += 1) {
    const [a, b] = [typed.slice(at), wanted.slice(at)];
    const [one, other] = [ROW.get(a), ROW.get(b)];
    const known = one !== undefined && other !== undefined && one !== other;
    if (known && !a.endsWith(b) && !b.endsWith(a)) return true;
  }
  return false;
}
