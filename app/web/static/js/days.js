/**
 * The days after the one that the cards were fetched on, without a server on any of them: which
 * of the kept cards are asked on a later day. The server has said how each day would be; what
 * was left undone comes first, and the day's minutes bound the whole, as they do there.
 *
 * @typedef {import("./keep.js").Entry} Entry
 * @typedef {import("./queue.js").Place} Place
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").ComingDay} ComingDay
 * @typedef {import("./types.js").QueueReply} QueueReply
 */

import { RATINGS } from "./queue.js";

const DAY = 24 * 3_600_000;
const NEW_SHARE = 0.5; // of the minutes while reviews want them, as in app/srs/queue.py

/**
 * Which day an instant is on: 0 is the day of the fetch. Beyond those that the server named, a
 * day is 24 hours.
 * @param {ComingDay[]} later @param {number} at
 */
export function dayNumber(later, at) {
  const starts = later.map((day) => Date.parse(day.starts));
  const last = starts.at(-1) ?? Infinity;
  return at < last ? starts.filter((start) => start <= at).length : starts.length + Math.floor((at - last) / DAY);
}

/**
 * The cards that were given for the days up to this one, each with the instant its outcomes count from.
 * @param {QueueReply} reply @param {number} today  a day's number
 * @returns {Place[]}
 */
export function placesUpTo(reply, today) {
  const days = [{ starts: reply.server_time, cards: reply.cards }, ...(reply.later ?? []).slice(0, today)];
  return days.flatMap(({ starts, cards }) => cards.map((card) => placeOf(card, Date.parse(starts))));
}

/** @param {Card} card @param {number} base @returns {Place} */
function placeOf(card, base) {
  const known = Object.keys(card.outcomes).length > 0;
  return { card, outcomes: known ? card.outcomes : null, base, due: 0, after: 0 };
}

/**
 * A card that was dealt with on an earlier day, if it is to be asked again by this one: set aside
 * for a day, taken back, due again by the outcome of its answer, or, without a schedule, forgotten. How a
 * card goes on that came back in this way, only the server can tell.
 * @param {Entry} entry  the last thing done with it
 * @param {ComingDay[]} later @param {number} today  a day's number @param {boolean} scheduled
 * @returns {Place | null}
 */
export function backAgain({ event, place }, later, today, scheduled) {
  const then = dayNumber(later, Date.parse(event.answered_at));
  if (then >= today) return null;
  if (event.type === "bury" || event.type === "retract") return place;
  if (event.type !== "review" || !event.rating) return null;
  const met = { ...place, card: { ...place.card, state: { ...place.card.state, phase: /** @type {const} */ ("review") } } };
  if (!scheduled) return event.rating === 1 ? { ...met, after: 0 } : null;
  const due = place.outcomes?.[RATINGS[event.rating]]?.due;
  if (!due) return null;
  // The outcome counts from the day that the card was given for.
  const wait = dayNumber(later, Date.parse(due)) - dayNumber(later, place.base);
  return then + wait <= today ? { ...met, outcomes: null, due: 0, after: 0 } : null;
}

/** The order of exam mode: what was forgotten would take the last first showings' minutes. @param {Place[]} places */
export function firstShowingsFirst(places) {
  const rank = (/** @type {Place} */ place) => Number(place.card.state.phase !== "new");
  return [...places].sort((a, b) => rank(a) - rank(b));
}

/**
 * What of the day's cards begins within the minutes left of it, in their order: exam mode.
 * @param {Place[]} places @param {ComingDay} day @param {number} spent  milliseconds of the day
 * @returns {Place[]}
 */
export function withinMinutes(places, day, spent) {
  let seconds = day.minutes * 60 - spent / 1000;
  return places.filter(({ card }) => {
    const begins = seconds > 0;
    seconds -= card.state.phase === "new" ? day.seconds_per_new : day.seconds_per_review;
    return begins;
  });
}

/**
 * What of the day's cards fits into it, in their order: steps always, and as many new cards and
 * reviews as the minutes hold that are left of it.
 * @param {Place[]} places @param {ComingDay} day
 * @param {number} spent  milliseconds of the day @param {number} begun  new cards of the day
 * @returns {Place[]}
 */
export function fitting(places, day, spent, begun) {
  const { seconds_per_new: perNew, seconds_per_review: perReview } = day;
  const count = { new: 0, review: 0 };
  const kind = (/** @type {Place} */ place) => /** @type {keyof typeof count} */ (place.card.state.phase);
  for (const place of places) if (kind(place) in count) count[kind(place)] += 1;
  const seconds = Math.max(0, day.minutes * 60 - spent / 1000);
  const spare = Math.max(seconds * NEW_SHARE, seconds - count.review * perReview);
  const fresh = Math.max(0, Math.min(day.most_new - begun, Math.floor(spare / perNew), count.new));
  const left = { new: fresh, review: Math.floor((seconds - fresh * perNew) / perReview) };
  return places.filter((place) => !(kind(place) in left) || left[kind(place)]-- > 0);
}

/**
 * One card of each note, as the server asks them: the first, and none where another was answered.
 * @param {Place[]} places @param {Entry[]} done  what was done on the day
 */
export function oneOfEachNote(places, done) {
  const taken = new Set(done.map(({ place }) => place.card.notes_url));
  return places.filter(({ card }) => !taken.has(card.notes_url) && taken.add(card.notes_url));
}
