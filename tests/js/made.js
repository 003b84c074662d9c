/** Made-up cards, replies and events for the tests of the study screen. */

import { Journal } from "../../app/web/static/js/journal.js";
import { Keep } from "../../app/web/static/js/keep.js";
import { MemoryStore } from "../../app/web/static/js/store.js";

export const NOON = Date.parse("2027-03-01T12:00:00Z");
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** @param {number} from @param {number} wait @param {string} phase @param {object | null} next */
function outcome(from, wait, phase, next = null) {
  return { due: new Date(from + wait).toISOString(), label: `${wait / MINUTE} min`, phase, next };
}

/** The outcomes of a new card with the steps 1 min and 10 min, two levels deep. */
export function newCardOutcomes(from = NOON) {
  const ripe = (at) => ({
    again: outcome(at, MINUTE, "learning"),
    hard: outcome(at, 10 * MINUTE, "learning"),
    good: outcome(at, 3 * DAY, "review"),
    easy: outcome(at, 8 * DAY, "review"),
  });
  return {
    again: outcome(from, MINUTE, "learning", ripe(from + MINUTE)),
    hard: outcome(from, 6 * MINUTE, "learning", ripe(from + 6 * MINUTE)),
    good: outcome(from, 10 * MINUTE, "learning", ripe(from + 10 * MINUTE)),
    easy: outcome(from, 8 * DAY, "review"),
  };
}

export function card(id, changes = {}) {
  return {
    card: id,
    version: 1,
    kind: "term",
    facet: "forward",
    front: `<p>${id}?</p>`,
    back: `<p>${id}!</p>`,
    note: "",
    hint: "",
    items: [],
    ordered: false,
    context: [],
    language: "en",
    notes_url: `/courses/crm/decks/d#note-${id}`,
    state: { phase: "new", due: null },
    outcomes: newCardOutcomes(),
    ...changes,
  };
}

export function reply(cards, changes = {}) {
  return {
    server_time: new Date(NOON).toISOString(),
    mode: "schedule",
    counts: { new: cards.length, learning: 0, review: 0 },
    minutes_left: 20,
    cards,
    ...changes,
  };
}

let made = 0;

export function event(id, changes = {}) {
  made += 1;
  return {
    id: `event-${made}`,
    device: "device",
    seq: made,
    type: "review",
    mode: "schedule",
    card: id,
    version: 1,
    rating: 3,
    target: null,
    answered_at: new Date(NOON + made * 1000).toISOString(),
    zone: "Europe/Vienna",
    elapsed_ms: 6000,
    detail: {},
    ...changes,
  };
}

/** What a browser keeps from page to page: local storage, and a store for each user. */
export class Kept {
  constructor() {
    this.local = new Local();
    /** @type {Map<string, MemoryStore>} */
    this.stores = new Map();
  }

  /** The store of a user, which outlives pages here as IndexedDB does. */
  store(user) {
    const store = this.stores.get(user) ?? new MemoryStore();
    store.durable = true;
    this.stores.set(user, store);
    return store;
  }

  open(user) {
    return new Keep(user, this.store(user), new Journal(this.local, user)).open(() => "device");
  }
}

/** Local storage, with the calls that are used of it. */
export class Local {
  entries = new Map();
  get length() {
    return this.entries.size;
  }
  key(index) {
    return [...this.entries.keys()][index] ?? null;
  }
  getItem(key) {
    return this.entries.get(key) ?? null;
  }
  setItem(key, value) {
    this.entries.set(key, value);
  }
  removeItem(key) {
    this.entries.delete(key);
  }
}

/** Web Locks: work of one name waits for the one before it. */
export function oneAtATime() {
  const last = new Map();
  return {
    request: (name, work) => {
      const done = (last.get(name) ?? Promise.resolve()).then(work, work);
      last.set(name, done);
      return done;
    },
  };
}
