/**
 * What a card has beyond its two sides: how its entries stand, and where it comes from.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Item} Item
 */

import { _ } from "./texts.js";

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
    const side = card.facet === "sort" ? (item.side ?? "") : "";
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
 * In another order than the one they stand in, so that something is left to do.
 * @template T
 * @param {readonly T[]} all @param {() => number} random @returns {T[]}
 */
export function shuffledApart(all, random = Math.random) {
  const found = shuffled(all, random);
  return found.some((one, at) => one !== all[at]) ? found : [...found.slice(1), ...found.slice(0, 1)];
}

/** Shuffled, but what is pinned stays where it is. @param {readonly Item[]} items @param {() => number} random */
export function keepPinned(items, random = Math.random) {
  const others = shuffled(items.filter((item) => !item.pinned), random);
  return items.map((item) => (item.pinned ? item : (others.shift() ?? item)));
}

/**
 * What the last answers say of an entry; "" where that is worth no word.
 * @param {Item} item
 */
export function memoryWords({ asked = 0, missed = 0 }) {
  if (missed < 2) return "";
  return missed === asked ? _("you always miss this one") : _("missed %(missed)d of the last %(asked)d times", { missed, asked });
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
