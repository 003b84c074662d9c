/**
 * Events on their way to the server. Each is stored under a key of its own until the server
 * has said that it is stored: closing the page, a dead server or an expired log-in lose
 * nothing, and two tabs never overwrite each other. Events are kept by user and leave only
 * while that user is the one who is logged in.
 *
 * @typedef {import("./types.js").StudyEvent} StudyEvent
 * @typedef {import("./types.js").EventsReply} EventsReply
 * @typedef {import("./types.js").SessionReply} SessionReply
 * @typedef {import("./device.js").Store} Store
 * @typedef {"offline" | "signed-out" | "other-user"} Obstacle
 *
 * @typedef {object} Connections
 * @property {Store} store
 * @property {(events: StudyEvent[], csrf: string) => Promise<EventsReply>} send
 * @property {() => Promise<SessionReply>} session
 * @property {(work: () => void, milliseconds: number) => void} later
 * @property {(outbox: Outbox) => void} changed  called after every change
 */

import { Failure } from "./api.js";

export const BATCH = 500;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const VERSION = "v1";

export class Outbox {
  /** @param {string} user @param {string} csrf @param {Connections} connections */
  constructor(user, csrf, connections) {
    this.user = user;
    this.csrf = csrf;
    this.connections = connections;
    this.waiting = `retain:${VERSION}:outbox:${user}:`;
    this.refusals = `retain:${VERSION}:refused:${user}:`;
    /** @type {Map<string, StudyEvent>} */
    this.memory = new Map();
    /** @type {Obstacle | null} */
    this.obstacle = null;
    /** Reasons the server gave for events it will never take. @type {string[]} */
    this.refused = [];
    this.wait = FIRST_WAIT;
    this.batch = BATCH;
    /** @type {Promise<void> | null} */
    this.sending = null;
    this.retryPlanned = false;
    this.load();
  }

  /** Take in what earlier pages and other tabs of this user left. */
  load() {
    const { store } = this.connections;
    for (let index = 0; index < store.length; index += 1) {
      const key = store.key(index);
      if (!key?.startsWith(this.waiting)) continue;
      const event = parse(store.getItem(key));
      if (event) this.memory.set(event.id, event);
    }
  }

  /** @returns {StudyEvent[]} unsent events in the order they happened */
  get pending() {
    return [...this.memory.values()].sort(
      (a, b) => Date.parse(a.answered_at) - Date.parse(b.answered_at) || a.seq - b.seq,
    );
  }

  /** Cards with an event that the server may not know. @returns {Set<string>} */
  get cards() {
    return new Set(this.pending.map((event) => event.card));
  }

  /** @returns {number} answers not yet saved */
  get count() {
    return this.memory.size;
  }

  /** @param {StudyEvent} event */
  add(event) {
    this.memory.set(event.id, event);
    try {
      this.connections.store.setItem(this.waiting + event.id, JSON.stringify(event));
    } catch {
      // A full store: the event stays in memory and goes out from there.
    }
    this.connections.changed(this);
    void this.flush();
  }

  /**
   * Send everything there is. Resolves when nothing is left or something is in the way.
   * @returns {Promise<void>}
   */
  flush() {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
      this.connections.changed(this);
      // An event may have come in after the loop had seen that nothing was left.
      return this.count && !this.obstacle ? this.flush() : undefined;
    });
    return this.sending;
  }

  /** As `flush`, after making sure who is logged in: for a page that was away. */
  async recheck() {
    this.load();
    if (this.count && (await this.refresh())) await this.flush();
    this.connections.changed(this);
  }

  async sendAll() {
    let refreshed = false;
    while (this.count) {
      const events = this.pending.slice(0, this.batch);
      try {
        this.settle(events, await this.connections.send(events, this.csrf));
      } catch (error) {
        const failure = error instanceof Failure ? error : new Failure(0, String(error));
        const mayRefresh = failure.status === 401 || failure.status === 403;
        if (mayRefresh && !refreshed && (await this.refresh())) refreshed = true;
        else if (!this.handle(failure, events)) return;
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
      this.obstacle = status === 401 ? "signed-out" : "offline";
      if (status !== 401) this.retry(null);
      return false;
    }
  }

  /**
   * @param {Failure} failure @param {StudyEvent[]} events
   * @returns {boolean} whether to go on at once
   */
  handle(failure, events) {
    if (failure.passing || failure.status === 403) {
      if (this.obstacle !== "other-user" && this.obstacle !== "signed-out") {
        this.obstacle = "offline";
        this.retry(failure.retryAfter);
      }
      return false;
    }
    if (failure.status === 401) {
      this.obstacle ??= "signed-out";
      return false;
    }
    // Something in this batch cannot be read: find out what, and let the rest through.
    if (this.batch > 1) {
      this.batch = 1;
      return true;
    }
    for (const event of events) this.refuse(event, failure.detail);
    this.batch = BATCH;
    return true;
  }

  /** @param {StudyEvent[]} sent @param {EventsReply} reply */
  settle(sent, reply) {
    const before = this.count;
    const results = new Map(reply.results.map((result) => [result.id, result]));
    for (const event of sent) {
      const result = results.get(event.id);
      if (result?.status === "rejected") this.refuse(event, result.reason ?? "");
      else if (result) this.forget(event);
    }
    if (this.count === before) throw new Failure(502, "The reply names none of the events.");
    this.obstacle = null;
    this.wait = FIRST_WAIT;
    this.connections.changed(this);
  }

  /** @param {StudyEvent} event */
  forget(event) {
    this.memory.delete(event.id);
    this.connections.store.removeItem(this.waiting + event.id);
  }

  /** Keep what the server will not take where it is in nobody's way. @param {StudyEvent} event @param {string} reason */
  refuse(event, reason) {
    this.refused.push(reason);
    try {
      this.connections.store.setItem(this.refusals + event.id, JSON.stringify({ event, reason }));
    } catch {
      // A full store; the reason is still shown.
    }
    this.forget(event);
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

/** @param {string | null} text @returns {StudyEvent | null} */
function parse(text) {
  try {
    const event = JSON.parse(text ?? "");
    return typeof event?.id === "string" && typeof event.type === "string" ? event : null;
  } catch {
    return null;
  }
}
