/**
 * Where the cards of a run come from: the server, or, when it cannot be reached, what this
 * browser keeps.
 *
 * @typedef {object} Connections
 * @property {import("./api.js").Api} api
 * @property {import("./clock.js").Clock} clock
 * @property {import("./keep.js").Keep} keep
 * @property {import("./outbox.js").Outbox} outbox
 * @property {(reply: import("./types.js").QueueReply) => Promise<void>} know  of cards that may be asked
 */

import { Failure } from "./api.js";
import { within } from "./clock.js";

const FETCHED = 20; // cards at once
const WHOLE_DECK = 200;
const MORE = 10; // "learn more new cards", or "ten minutes more" for an exam

export class CardSource {
  /**
   * @param {string} slug  an offering
   * @param {string} mode  schedule, exam or deck:<id>
   * @param {import("./queue.js").Run} run  what is fetched goes into it
   * @param {Connections} connections
   */
  constructor(slug, mode, run, connections) {
    this.slug = slug;
    this.mode = mode;
    this.run = run;
    this.connections = connections;
    /** New cards, or minutes, that were asked for beyond today's allowance. */
    this.more = 0;
    /** Cards answered while a queue was on its way. @type {Set<string>} */
    this.touched = new Set();
    /** @type {Promise<Failure | null> | null} */
    this.fetching = null;
  }

  /** Fetch cards, once at a time. @returns {Promise<Failure | null>} what went wrong, if anything */
  fetch() {
    this.fetching ??= this.fetchQueue().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  async fetchQueue() {
    const { run } = this;
    const { api, clock, outbox, know } = this.connections;
    // It may be a tab that hangs which sends them; their cards are passed over in the reply.
    await within(outbox.flush(), 8_000);
    const unknown = outbox.cards;
    this.touched.clear();
    try {
      const reply = await api.queue(this.slug, this.mode, run.whole ? WHOLE_DECK : FETCHED, this.more);
      await know(reply);
      run.take(reply, new Set([...unknown, ...this.touched]), clock.now());
      run.kept = false;
      return null;
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure(0, String(error));
      // What cannot be read, as of another build, is as if there were nothing.
      return failure.passing && (await this.takeKept().catch(() => false)) ? null : failure;
    }
  }

  /** Go on with what this browser keeps. @returns {Promise<boolean>} whether it keeps this course */
  async takeKept() {
    const { run } = this;
    const { clock, keep, outbox, know } = this.connections;
    const kept = await keep.queue(this.slug, this.mode);
    const late = kept && (await import("./replay.js").catch(() => null));
    if (!kept || !late) return false;
    late.replay(run, kept, await keep.steps(this.slug), new Set(outbox.memory.keys()), clock.now());
    run.kept = true;
    await know({ ...kept.reply, cards: run.ready.map(({ card }) => card) });
    return true;
  }

  /** @returns {Promise<boolean>} whether the course has cards beyond today's allowance */
  async hasMore() {
    const { run, connections } = this;
    if (run.whole || run.pick(connections.clock.now())) return false;
    const reply = await connections.api.queue(this.slug, this.mode, 0, this.more + MORE).catch(() => null);
    return !!reply && reply.counts.new + (this.mode === "exam" ? reply.counts.review : 0) > 0;
  }

  askForMore() {
    this.more += MORE;
  }
}
