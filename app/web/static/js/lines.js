/** Texts as lines: where the caret is, where a line is, what differs. Lines count from 1. */

/** The line of a place in the text. @param {string} text @param {number} offset */
export function lineAt(text, offset) {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/**
 * Where a line begins and ends; beyond the last line, the end of the text.
 * @param {string} text @param {number} line @returns {{start: number, end: number}}
 */
export function spanOf(text, line) {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf("\n", start);
    if (next === -1) return { start: text.length, end: text.length };
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return { start, end: end === -1 ? text.length : end };
}

/**
 * Which lines differ: the first, and how many there were and are; the rest is the same.
 * @param {string[]} before @param {string[]} after
 * @returns {{start: number, removed: number, added: string[]}}  start counts from 0
 */
export function difference(before, after) {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, removed: before.length - start - same, added: after.slice(start, after.length - same) };
}
