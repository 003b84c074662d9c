/**
 * The kinds of cards by what a student does with them: one module each, the first that fits a
 * card is its kind. `mark` knows no page; `controls`, `read` and `review` do.
 *
 * @typedef {import("../types.js").Card} Card
 *
 * @typedef {object} Rules What marks typed answers; null where it could not be fetched.
 * @property {typeof import("../marking/wordings.js").mark} mark
 * @property {typeof import("../marking/numbers.js").markNumber} markNumber
 * @property {() => import("../marking/wordings.js").Course} course
 *
 * @typedef {object} Marked What marking comes to.
 * @property {boolean | null} right  null where only the student can say
 * @property {string} words  the verdict as a sentence
 * @property {Map<string, boolean>} [items]  item id → right
 * @property {Record<string, unknown>} detail  what the event keeps of the answer
 * @property {boolean} [disputable]  whether the student may say "I was right"
 *
 * @typedef {object} Kind
 * @property {(card: Card) => boolean} fits
 * @property {(card: Card) => string} prompt  what is asked, where the question does not say so
 * @property {number} [lists]  how many lists at the end of the question the controls stand for
 * @property {(card: Card, lists: Element[]) => HTMLElement[]} [controls]  to answer with
 * @property {(box: HTMLElement) => any} [read]  what was entered; null for nothing
 * @property {(card: Card, given: any, rules: Rules | null) => Marked | null} [mark]
 * @property {(card: Card, given: any, marked: Marked | null, lists: Element[]) => HTMLElement[]} [review]  the
 *   answer as it was given, beside the key; an empty list leaves it to the card's other side
 * @property {string} [ticks]  the task where entries are ticked after an answer in mind
 */

import { choice } from "./choice.js";
import { essay } from "./essay.js";
import { listing } from "./listing.js";
import { matching } from "./matching.js";
import { number } from "./number.js";
import { ordering } from "./ordering.js";
import { plain } from "./plain.js";
import { sorting } from "./sorting.js";
import { trueFalse } from "./truth.js";
import { typed } from "./typed.js";

/** @type {readonly Kind[]} */
const KINDS = [choice, trueFalse, matching, ordering, sorting, listing, number, typed, essay, plain];

/** @param {Card} card @returns {Kind} */
export function kindOf(card) {
  return KINDS.find((kind) => kind.fits(card)) ?? plain;
}
