/**
 * Going on where this browser stopped: the cards of a day as the server gave them, and what was
 * done with them since. Where an answer leads, the outcomes of the card say, as on the screen;
 * there is no second scheduler here either.
 *
 * @typedef {import("./keep.js").Entry} Entry
 * @typedef {import("./keep.js").Queue} Queue
 * @typedef {import("./queue.js").Place} Place
 * @typedef {import("./types.js").ComingDay} ComingDay
 * @typedef {import("./types.js").QueueReply} QueueReply
 */

import { backAgain, dayNumber, firstShowingsFirst, fitting, oneOfEachNote, placesUpTo, withinMinutes } from "./days.js";
import { Run } from "./queue.js";

const MINUTE = 60_000;
const UNDO_WITHIN = 60 * MINUTE;

/**
 * Fill a run from what is kept.
 * @param {Run} run
 * @param {Queue} queue
 * @param {Entry[]} entries  what was done in the course, in order
 * @param {Set<string>} unsent  ids of events that the server does not have
 * @param {number} now
 */
export function replay(run, queue, entries, unsent, now) {
  const since = run.whole ? [] : entries.filter((entry) => isNews(entry, queue, unsent));
  const today = dayNumber(queue.reply.later ?? [], now);
  if (today) return onLaterDay(run, queue.reply, since, today, now);
  const places = leadTo(since, run.scheduled);
  const { cards } = queue.reply;
  const counts = { new: cards.length, learning: 0, review: 0 }; // no more than these are here
  run.take({ ...queue.reply, counts }, new Set(places.keys()), now);
  putBack(run, places, now);
  run.spent = secondsOf(since);
}

/** @param {Run} run @param {Map<string, Place | null>} places @param {number} now */
function putBack(run, places, now) {
  for (const place of places.values()) {
    if (place && run.current?.card.card !== place.card.card) run.put(place, now);
  }
}

/** @param {Entry[]} entries @returns {number} milliseconds that count towards the minutes */
function secondsOf(entries) {
  return entries.reduce((sum, { event }) => sum + Math.min(event.elapsed_ms, MINUTE), 0);
}

/**
 * Fill a run on one of the days after the cards were fetched.
 * @param {Run} run @param {QueueReply} reply @param {Entry[]} since  what was done since
 * @param {number} today  the day's number @param {number} now
 */
function onLaterDay(run, reply, since, today, now) {
  const later = reply.later ?? [];
  const day = /** @type {ComingDay} */ (later[Math.min(today, later.length) - 1]);
  const done = since.filter(({ event }) => dayNumber(later, Date.parse(event.answered_at)) === today);
  // Learning steps go on over the night; without a schedule a card is shown anew on each day.
  const places = leadTo(run.scheduled ? since : done, run.scheduled);
  const last = new Map(since.map((entry) => [entry.event.card, entry]));
  const gone = [...last.values()].filter(({ event }) => !places.get(event.card));
  const open = [
    ...gone.map((entry) => backAgain(entry, later, today, run.scheduled)).filter((place) => place !== null),
    ...placesUpTo(reply, today).filter(({ card }) => !last.has(card.card)),
  ];
  const spent = secondsOf(done);
  const counts = { new: 0, learning: 0, review: 0 };
  run.take({ ...reply, cards: [], counts, minutes_left: day.minutes }, new Set(), now);
  const asked = run.scheduled
    ? fitting(oneOfEachNote(open, done), day, spent, begunOn(done, since))
    : withinMinutes(firstShowingsFirst(open), day, spent);
  putBack(run, new Map(asked.map((place) => [place.card.card, place])), now);
  putBack(run, places, now);
  run.spent = spent;
}

/** How many new cards were begun on a day. @param {Entry[]} done  on it @param {Entry[]} since  until it ended */
function begunOn(done, since) {
  const before = new Set(since.filter((entry) => !done.includes(entry)).map(({ event }) => event.card));
  const fresh = done.filter(({ place }) => place.card.state.phase === "new");
  return new Set(fresh.map(({ event }) => event.card).filter((card) => !before.has(card))).size;
}

/** Whether the server did not know this when it gave the cards. @param {Entry} entry @param {Queue} queue @param {Set<string>} unsent */
function isNews({ event }, queue, unsent) {
  if (event.mode === "deck" && event.type === "review") return false; // plans nothing
  const known = Date.parse(event.answered_at) < queue.taken && !queue.unsent.includes(event.id);
  return !known || unsent.has(event.id);
}

/**
 * Where each card is after all that was done with it: null where it does not come back.
 * @param {Entry[]} entries @param {boolean} scheduled
 * @returns {Map<string, Place | null>}
 */
function leadTo(entries, scheduled) {
  /** @type {Map<string, Run>} */
  const runs = new Map();
  /** @type {Map<string, Place | null>} */
  const places = new Map();
  for (const { event, place } of entries) {
    const run = runs.get(event.card) ?? new Run(scheduled, false);
    runs.set(event.card, run);
    if (event.type === "retract") run.undo();
    places.set(event.card, event.type === "retract" ? place : after(run, event, place));
  }
  return places;
}

/** @param {Run} run @param {import("./types.js").StudyEvent} event @param {Place} place @returns {Place | null} */
function after(run, event, place) {
  run.current = place;
  run.waiting = [];
  if (event.type === "review" && event.rating) run.grade(event.rating, event, Date.parse(event.answered_at));
  else run.setAside(event);
  return run.waiting[0] ?? null;
}

/**
 * The steps that can still be taken back after a reload: those of the last hour, in this mode.
 * @param {Entry[]} entries @param {string} mode @param {boolean} scheduled @param {number} now
 * @returns {import("./queue.js").Step[]}
 */
export function undoable(entries, mode, scheduled, now) {
  const undone = new Set(entries.map(({ event }) => event.target));
  const own = entries.filter(
    ({ id, event }) =>
      event.mode === mode && event.type !== "retract" && !undone.has(id) && now - Date.parse(event.answered_at) < UNDO_WITHIN,
  );
  return own.flatMap(({ event, place }) => {
    const run = new Run(scheduled, false);
    after(run, event, place);
    return run.steps;
  });
}
