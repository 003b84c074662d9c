/**
 * What a kind of card needs beyond its two sides: what is asked, and how its entries stand.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Item} Item
 */

/** Whether the entries are shown with the question, to be told apart. @param {Card} card */
export function sorts(card) {
  return card.facet === "sort" && card.items.length > 0;
}

/** What to do with a question of these kinds. @type {Readonly<Record<string, string>>} */
const TASKS = {
  choice: "Choose what is right",
  true_false: "True or false?",
  matching: "What belongs to what?",
  ordering: "In which order?",
  essay: "Answer in writing, then compare",
};

/** Whether the entries are to be recalled, and ticked then; options to choose from are not. @param {Card} card */
export function ticksEntries(card) {
  return card.items.length > 0 && card.kind !== "choice";
}

/** What is asked, where the question itself does not say so. @param {Card} card */
export function promptFor(card) {
  const entries = card.items.length;
  if (card.kind === "term") return card.facet === "reverse" ? "Which term is meant?" : "What does it mean?";
  if (card.kind === "cloze") return "What belongs in the gap?";
  const task = TASKS[card.kind];
  if (task) return task;
  if (!entries || sorts(card)) return "";
  return card.ordered ? `${entries} steps, in order` : `${entries} entries, in any order`;
}

/**
 * The entries by the side they belong to, in the order of first mention; one group without a
 * name where there are no sides.
 * @param {Card} card
 * @returns {Map<string, Item[]>}
 */
export function bySide(card) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map();
  for (const item of card.items) {
    const side = sorts(card) ? (item.side ?? "") : "";
    groups.set(side, [...(groups.get(side) ?? []), item]);
  }
  return groups;
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {() => number} random  from 0 up to 1
 * @returns {T[]}
 */
export function shuffled(all, random = Math.random) {
  return all
    .map((one) => ({ one, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

/**
 * The heading path above the card, without a last heading that the question begins with.
 * @param {Card} card
 * @param {string} question  its text
 */
export function contextFor(card, question) {
  const path = [...card.context];
  if (path.length && question.startsWith(path[path.length - 1] ?? "")) path.pop();
  return path.join(" › ");
}
