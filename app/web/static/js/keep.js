/**
 * What is kept in this browser for one student: unsent events, what was done with each card
 * (to take it back, and to go on after a reload), and the cards of the day by course.
 *
 * @typedef {import("./types.js").StudyEvent} StudyEvent
 * @typedef {import("./types.js").QueueReply} QueueReply
 * @typedef {import("./queue.js").Place} Place
 * @typedef {import("./store.js").Change} Change
 * @typedef {import("./store.js").Store} Store
 *
 * @typedef {object} Entry Something done, with the card as it was before.
 * @property {string} id  the event's
 * @property {number} seq
 * @property {string} slug
 * @property {StudyEvent} event
 * @property {Place} place
 *
 * @typedef {object} Queue The cards of a course in one mode, as the server gave them.
 * @property {string} id
 * @property {string} slug
 * @property {string} mode
 * @property {number} taken  when they were asked for, by the server's clock
 * @property {string[]} unsent  events that the server did not know then
 * @property {QueueReply} reply
 */

import { uuid } from "./device.js";
import { inOrder } from "./journal.js";
import { NUMBER } from "./store.js";

const MOST_QUEUES = 12;
const MOST_STEPS = 300;
const OLD = 36 * 3_600_000; // milliseconds after which a step explains no kept queue

export class Keep {
  /**
   * @param {string} user
   * @param {Store} store
   * @param {import("./journal.js").Journal} journal
   */
  constructor(user, store, journal) {
    this.user = user;
    this.store = store;
    this.journal = journal;
    this.device = "";
    /** What could not be stored; it lives as long as the page. @type {Map<string, StudyEvent>} */
    this.loose = new Map();
    /** Those of them that the journal does not have either. @type {Set<string>} */
    this.fragile = new Set();
    /** What the server has, and a store that takes no change still holds. @type {Set<string>} */
    this.over = new Set();
  }

  /** Find out which device this is, and take in what earlier pages left in the journal. */
  async open(newId = uuid) {
    this.device = (await this.fact("device")) ?? (await this.settle(newId));
    const known = new Set((await this.store.all("events").catch(() => [])).map(({ id }) => id));
    for (const event of this.journal.left()) if (!known.has(event.id)) await this.put(event, null, event.seq);
    return this;
  }

  /** Become a device. @param {() => string} newId @returns {Promise<string>} */
  async settle(newId) {
    const before = this.store.durable ? this.journal.device() : { id: null, last: 0 };
    const id = before.id ?? newId();
    try {
      // Two tabs may be opened at once: the second is the device that the first has become.
      await this.store.first({ id: NUMBER, value: before.last });
      return (await this.store.first({ id: "device", value: id })).value;
    } catch {
      return id;
    }
  }

  /**
   * Keep an event until the server has it. It is in the journal when this returns, in the store
   * as well when the promise resolves.
   * @param {StudyEvent} event
   * @param {Entry["place"] | null} place  the card as it was before, if it was asked
   * @param {string} [slug]
   */
  async add(event, place = null, slug = "") {
    this.loose.set(event.id, event);
    if (!this.journal.note(event)) this.fragile.add(event.id);
    await this.put(event, place && { slug, place }, 0);
  }

  /** @param {StudyEvent} event @param {{slug: string, place: Place} | null} step @param {number} seq  0: the next */
  async put(event, step, seq) {
    try {
      await this.store.numbered(event.id, (number) => {
        event.seq = seq || number;
        /** @type {Change[]} */
        const changes = [{ shelf: "events", put: { ...event } }];
        const entry = { id: event.id, seq: event.seq, event, ...step };
        if (step) changes.push({ shelf: "steps", put: entry });
        return changes;
      });
    } catch {
      event.seq ||= 1;
      this.loose.set(event.id, event);
      return; // a full store: the journal and the page still have it
    }
    this.loose.delete(event.id);
    if (this.store.durable) this.fragile.delete(event.id);
    this.journal.note(event); // with its number
  }

  /** @returns {Promise<StudyEvent[]>} in the order they happened, those of other tabs too; fails where the store does */
  async unsent() {
    const stored = /** @type {StudyEvent[]} */ (await this.store.all("events"));
    const known = new Set(stored.map((event) => event.id));
    const loose = [...this.loose.values()].filter((event) => !known.has(event.id) && event.seq);
    return [...stored.filter(({ id }) => !this.over.has(id)), ...loose].sort(inOrder);
  }

  /**
   * The server has spoken.
   * @param {StudyEvent[]} stored
   * @param {{event: StudyEvent, reason: string}[]} refused  kept where they are in nobody's way
   */
  async forget(stored, refused) {
    const over = [...stored, ...refused.map(({ event }) => event)];
    /** @type {Change[]} */
    const changes = over.map(({ id }) => ({ shelf: "events", drop: id }));
    for (const one of refused) changes.push({ shelf: "refused", put: { id: one.event.id, ...one } });
    // The next page then sends them again, which doubles nothing; this one would go on for ever.
    await this.store.change(changes).catch(() => over.forEach(({ id }) => this.over.add(id)));
    for (const { id } of over) {
      this.loose.delete(id);
      this.fragile.delete(id);
      this.journal.drop(id);
    }
  }

  /** What was done in a course, in order. @param {string} slug @returns {Promise<Entry[]>} */
  async steps(slug) {
    const all = /** @type {Entry[]} */ (await this.store.all("steps").catch(() => []));
    return all.filter((entry) => entry.slug === slug).sort((a, b) => a.seq - b.seq);
  }

  /** @param {string} slug @param {string} mode @returns {Promise<Queue | undefined>} */
  async queue(slug, mode) {
    return this.store.get("queues", `${slug} ${mode}`).catch(() => undefined);
  }

  /** Keep a day's cards; what they replace and what has grown old goes. @param {Omit<Queue, "id">} queue */
  async saveQueue(queue) {
    const put = { id: `${queue.slug} ${queue.mode}`, ...queue };
    const queues = /** @type {Queue[]} */ (await this.store.all("queues"));
    const others = queues.filter(({ id }) => id !== put.id).sort((a, b) => b.taken - a.taken);
    const unsent = new Set((await this.unsent()).map(({ id }) => id));
    const steps = /** @type {Entry[]} */ (await this.store.all("steps"));
    const sent = steps.filter(({ id }) => !unsent.has(id)).sort((a, b) => b.seq - a.seq);
    const old = sent.filter(
      ({ event }, place) => place >= MOST_STEPS || Date.parse(event.answered_at) < queue.taken - OLD,
    );
    await this.store.change([
      { shelf: "queues", put },
      ...others.slice(MOST_QUEUES - 1).map(({ id }) => drop("queues", id)),
      ...old.map(({ id }) => drop("steps", id)),
    ]);
  }

  /** @param {string} id @returns {Promise<any>} undefined where it is not known */
  async fact(id) {
    return (await this.store.get("facts", id).catch(() => undefined))?.value;
  }

  /** @param {string} id @param {unknown} value */
  async setFact(id, value) {
    await this.store.change([{ shelf: "facts", put: { id, value } }]).catch(() => {});
  }
}

/** @param {import("./store.js").Shelf} shelf @param {string} id @returns {Change} */
function drop(shelf, id) {
  return { shelf, drop: id };
}
