/**
 * Events on their way to the server. Each is kept in the browser until the server has said that
 * it is stored: closing the page, a dead server or an expired log-in lose nothing. Events are
 * kept by user and leave only while that user is the one who is logged in, with the token of
 * that log-in; of several tabs one sends at a time.
 *
 * @typedef {import("./types.js").StudyEvent} StudyEvent
 * @typedef {import("./types.js").EventsReply} EventsReply
 * @typedef {import("./types.js").SessionReply} SessionReply
 * @typedef {import("./keep.js").Keep} Keep
 * @typedef {"offline" | "busy" | "signed-out" | "other-user"} Obstacle
 *
 * @typedef {object} Connections
 * @property {Keep} keep
 * @property {(events: StudyEvent[], csrf: string) => Promise<EventsReply>} send
 * @property {() => Promise<SessionReply>} session
 * @property {(work: () => void, milliseconds: number) => void} later
 * @property {(work: () => Promise<void>) => Promise<void>} alone  while no other tab does
 * @property {(outbox: Outbox) => void} changed  called after every change
 */

import { Failure } from "./api.js";
import { inOrder } from "./journal.js";

export const BATCH = 500;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const UNREADABLE = [400, 413, 422]; // what the server, or a proxy, says of events themselves

export class Outbox {
  /** @param {string} user @param {string} csrf @param {Connections} connections */
  constructor(user, csrf, connections) {
    this.user = user;
    this.csrf = csrf;
    this.connections = connections;
    /** @type {Map<string, StudyEvent>} */
    this.memory = new Map();
    /** @type {Obstacle | null} */
    this.obstacle = null;
    /** Reasons the server gave for events it will never take. @type {string[]} */
    this.refused = [];
    this.wait = FIRST_WAIT;
    this.batch = BATCH;
    /** Events that the server failed at, one by one: the others go first. @type {Set<string>} */
    this.last = new Set();
    /** @type {Promise<void> | null} */
    this.sending = null;
    this.retryPlanned = false;
    /** Events on their way into the store. @type {Promise<unknown>} */
    this.storing = Promise.resolve();
  }

  /** Take in what earlier pages and other tabs of this user left, and what they have sent. @returns {Promise<StudyEvent[]>} those in the store */
  async load() {
    const before = [...this.memory.keys()];
    await this.storing;
    // A store that cannot be read any more leaves what the page still has.
    const unsent = await this.connections.keep.unsent().catch(() => this.pending.filter(({ seq }) => seq));
    for (const id of before) this.memory.delete(id);
    for (const event of unsent) this.memory.set(event.id, event);
    return unsent;
  }

  /** @returns {StudyEvent[]} unsent events in the order they happened */
  get pending() {
    return [...this.memory.values()].sort(inOrder);
  }

  /** Cards with an event that the server may not know. @returns {Set<string>} */
  get cards() {
    return new Set(this.pending.map((event) => event.card));
  }

  /** @returns {boolean} whether one of them is in this page only */
  get fragile() {
    return this.connections.keep.fragile.size > 0;
  }

  /** @returns {number} answers not yet saved */
  get count() {
    return this.memory.size;
  }

  /**
   * @param {StudyEvent} event
   * @param {import("./queue.js").Place | null} [place]  the card as it was before, if it was asked
   * @param {string} [slug]  the course
   */
  add(event, place = null, slug = "") {
    this.memory.set(event.id, event);
    this.storing = Promise.all([this.storing, this.connections.keep.add(event, place, slug)]);
    this.connections.changed(this);
    // A server that has said when it can take more is not asked before.
    if (this.obstacle !== "busy") void this.flush();
  }

  /**
   * Send everything there is. Resolves when nothing is left or something is in the way.
   * @returns {Promise<void>}
   */
  flush() {
    this.sending ??= this.connections.alone(() => this.sendAll()).finally(() => {
      this.sending = null;
      this.connections.changed(this);
      // An event may have come in after the loop had seen that nothing was left.
      return this.count && !this.obstacle ? this.flush() : undefined;
    });
    return this.sending;
  }

  /** As `flush`, after making sure who is logged in: for a page that was away. */
  async recheck() {
    await this.load();
    if (this.count && (await this.refresh())) await this.flush();
    this.connections.changed(this);
  }

  async sendAll() {
    let refreshed = false;
    for (;;) {
      const unsent = await this.load();
      const events = unsent.filter(({ id }) => !this.last.has(id)).slice(0, this.batch);
      if (!events.length) {
        this.last.clear();
        if (unsent.length) this.hinder("busy", null);
        return;
      }
      // A page without a token, kept for when there is no server, asks for one first.
      if (!this.csrf && !(await this.refresh())) return;
      try {
        await this.settle(events, await this.connections.send(events, this.csrf));
      } catch (error) {
        const failure = error instanceof Failure ? error : new Failure(0, String(error));
        const mayRefresh = failure.status === 401 || failure.status === 403;
        if (mayRefresh && !refreshed && (await this.refresh())) refreshed = true;
        else if (!(await this.handle(failure, events))) return;
      }
    }
  }

  /**
   * Ask who is logged in and take the fresh token.
   * @returns {Promise<boolean>} whether it is this outbox's user
   */
  async refresh() {
    try {
      const { user, csrf } = await this.connections.session();
      if (user?.id !== this.user) {
        this.obstacle = "other-user";
        return false;
      }
      this.csrf = csrf;
      return true;
    } catch (error) {
      const status = error instanceof Failure ? error.status : 0;
      if (status === 401) this.obstacle = "signed-out";
      else this.hinder(status ? "busy" : "offline", null);
      return false;
    }
  }

  /**
   * @param {Failure} failure @param {StudyEvent[]} events
   * @returns {Promise<boolean>} whether to go on at once
   */
  async handle(failure, events) {
    // Any other status, a 404 say, is of a server that is not ours now: answers outlast that.
    if (failure.status !== 401 && !UNREADABLE.includes(failure.status)) {
      if (this.obstacle !== "other-user" && this.obstacle !== "signed-out") {
        this.hinder(failure.status ? "busy" : "offline", failure.retryAfter);
      }
      // It may be one event that the server fails at; it must not hold up the others.
      if (failure.status === 500) this.narrow(events);
      return false;
    }
    if (failure.status === 401) {
      this.obstacle ??= "signed-out";
      return false;
    }
    // Something in this batch cannot be read: find out what, and let the rest through.
    if (events.length > 1) {
      this.batch = Math.ceil(events.length / 2);
      return true;
    }
    await this.forget([], events.map((event) => ({ event, reason: failure.detail })));
    this.batch = BATCH;
    return true;
  }

  /** @param {StudyEvent[]} sent @param {EventsReply} reply */
  async settle(sent, reply) {
    const results = new Map(reply.results.map((result) => [result.id, result]));
    const known = sent.filter(({ id }) => results.has(id));
    if (!known.length) throw new Failure(502, "The reply names none of the events.");
    const refused = known.filter(({ id }) => results.get(id)?.status === "rejected");
    await this.forget(
      known.filter((event) => !refused.includes(event)),
      refused.map((event) => ({ event, reason: results.get(event.id)?.reason ?? "" })),
    );
    this.obstacle = null;
    this.wait = FIRST_WAIT;
    this.batch = Math.min(this.batch * 2, BATCH);
    this.connections.changed(this);
  }

  /** @param {StudyEvent[]} stored @param {{event: StudyEvent, reason: string}[]} refused */
  async forget(stored, refused) {
    await this.connections.keep.forget(stored, refused);
    for (const { event, reason } of refused) {
      this.refused.push(reason);
      this.memory.delete(event.id);
    }
    for (const { id } of stored) this.memory.delete(id);
  }

  /** Send fewer the next time; of a single one, the others first. @param {StudyEvent[]} events */
  narrow(events) {
    this.batch = Math.ceil(events.length / 2);
    if (events.length === 1) for (const { id } of events) this.last.add(id);
  }

  /** @param {"offline" | "busy"} obstacle @param {number | null} retryAfter seconds */
  hinder(obstacle, retryAfter) {
    this.obstacle = obstacle;
    this.retry(retryAfter);
  }

  /** Try again later, each time after twice as long. @param {number | null} retryAfter seconds */
  retry(retryAfter) {
    if (this.retryPlanned) return;
    this.retryPlanned = true;
    const wait = Math.max(this.wait, (retryAfter ?? 0) * 1000);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    this.connections.later(() => {
      this.retryPlanned = false;
      void this.flush();
    }, wait);
  }
}
