/**
 * Marks a typed term, word or short phrase: app/quiz/marking/wordings.py in the browser, so that
 * an answer is marked without a connection as a quiz would mark it.
 * tests/quiz/marking/vectors.json holds both to one result.
 *
 * @typedef {"right" | "wrong" | "ask"} Verdict
 * @typedef {{verdict: Verdict, reason: string, wording: string, other: string}} Marked
 * @typedef {{terms: Map<string, string>, words: Set<string>}} Course
 */

import { bare, folded, uninflected } from "./folding.js";
import { distance, isMisspelling } from "./spelling.js";

const MOST_WORDS = 8;
const LISTED = /[,;&]|\s\+\s|\band\b/iu;

/**
 * What an answer may be confused with, from the reply that brought the cards.
 * @param {{terms: string[], words: string} | null | undefined} sent @returns {Course}
 */
export function courseOf(sent) {
  const terms = (sent?.terms ?? []).map((term) => /** @type {const} */ ([folded(term).join(" "), term]));
  return { terms: new Map(terms), words: new Set(sent?.words.split(" ")) };
}

/** @param {string} typed @param {string[]} wanted  the answer, then other wordings @param {Course} course @returns {Marked} */
export function mark(typed, wanted, course) {
  const [answer = ""] = wanted;
  const said = folded(typed);
  const keys = wanted.map((wording) => ({ wording, key: folded(wording) }));
  if (!said.length) return outcome("wrong", "empty", answer);
  const same = keys.find(({ key }) => key.join("") === said.join(""));
  if (same) return outcome("right", same.wording === answer ? "exact" : "accepted", same.wording);
  const term = course.terms.get(said.join(" "));
  if (term !== undefined) return outcome("wrong", "other-term", answer, term);
  const inflected = wanted.find((wording) => sameWords(typed, wording));
  if (inflected !== undefined) return outcome("right", "same-words", inflected);
  return misspelt(said, keys, course);
}

/** @param {Verdict} verdict @param {string} reason @param {string} wording @returns {Marked} */
function outcome(verdict, reason, wording, other = "") {
  return { verdict, reason, wording: bare(wording), other: bare(other) };
}

/** @param {string} typed @param {string} wording */
function sameWords(typed, wording) {
  const words = (/** @type {string} */ text) => folded(text).map(uninflected).join(" ");
  return words(typed) === words(wording) || parts(typed) === parts(wording);
}

/** A text's words, in any order within each part of a list. @param {string} text */
function parts(text) {
  const found = text.split(LISTED).filter((part) => part.trim());
  return found.map((part) => stems(folded(part)).join(" ")).sort().join("\n");
}

/** @param {string[]} words */
function stems(words) {
  return words.filter((word) => word !== "of" && word !== "to").map(uninflected).sort();
}

/** @param {string[]} said @param {{wording: string, key: string[]}[]} keys @param {Course} course */
function misspelt(said, keys, course) {
  const answer = keys[0]?.wording ?? "";
  const near = keys
    .filter(({ key }) => isMisspelling(said, key))
    .map((one) => ({ ...one, edits: distance(said.join(""), one.key.join("")) }))
    .sort((a, b) => a.edits - b.edits || (a.wording < b.wording ? -1 : 1));
  const [best] = near;
  if (!best) {
    const long = (keys[0]?.key.length ?? 0) > MOST_WORDS;
    return long ? outcome("ask", "long", answer) : outcome("wrong", "different", answer);
  }
  const rival = nearestRival(said, best.edits, keys, course);
  if (rival) return outcome("wrong", "other-term", answer, rival);
  if (saysOtherWords(said, best.key, course)) return outcome("wrong", "different", answer);
  return outcome("right", "spelling", best.wording);
}

/** Another term that was typed as nearly. @param {string[]} said @param {number} edits @param {{key: string[]}[]} keys @param {Course} course */
function nearestRival(said, edits, keys, course) {
  const own = new Set(keys.map(({ key }) => key.join(" ")));
  const text = said.join("");
  let [least, found] = [edits, ""];
  for (const [other, term] of course.terms) {
    const letters = other.replaceAll(" ", "");
    if (own.has(other) || Math.abs(letters.length - text.length) > edits) continue;
    const far = distance(text, letters);
    if (far < least || (far === least && (!found || term < found))) [least, found] = [far, term];
  }
  return found;
}

/** Whether a word that is not the key's is one of the course, so no slip. @param {string[]} said @param {string[]} key @param {Course} course */
function saysOtherWords(said, key, course) {
  const known = new Set(key.map(uninflected));
  return said.map(uninflected).some((stem) => course.words.has(stem) && !known.has(stem));
}
