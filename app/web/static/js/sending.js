/**
 * Something on its way to the server: sent by one hand at a time, tried again after a while that
 * grows, with the token of a log-in made meanwhile. What waits, and how, is its heirs'.
 *
 * @typedef {object} Connections
 * @property {() => Promise<string | null>} token  the token of the log-in of now, null without
 * @property {(work: () => void, milliseconds: number) => void} later
 * @property {(sending: any) => void} changed
 */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** @template {string} State  at least "saved", "saving", "offline" and "signed-out" */
export class Sending {
  /** @param {string} csrf @param {Connections} connections */
  constructor(csrf, connections) {
    this.csrf = csrf;
    this.connections = connections;
    this.state = /** @type {State} */ ("saved");
    this.wait = FIRST_WAIT;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.planned = false;
  }

  /** Send what waits; resolves when all is saved or something is in the way. */
  flush() {
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** What an heir does of it. @returns {Promise<void>} */
  async sendAll() {
    throw new Error("an heir says what is sent");
  }

  /** Something arrived: the next trouble is waited for as shortly as the first. */
  arrived() {
    this.wait = FIRST_WAIT;
  }

  /** Tell whether it is worth trying again at once, with a new log-in's token. @param {number} status */
  async renewed(status) {
    if (status !== 401 && status !== 403) return this.stop(/** @type {State} */ ("offline"));
    const csrf = await this.connections.token();
    if (csrf === null || csrf === this.csrf) return this.stop(/** @type {State} */ ("signed-out"));
    this.csrf = csrf;
    return true;
  }

  /** Wait, and try again. @param {State} state @returns {false} */
  stop(state) {
    this.become(state);
    if (!this.planned) {
      this.planned = true;
      this.connections.later(() => {
        this.planned = false;
        void this.flush();
      }, this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    }
    return false;
  }

  /** @param {State} state */
  become(state) {
    this.state = state;
    this.connections.changed(this);
  }
}

/** Ask for the token of whoever is logged in now; null for nobody. */
export async function currentToken() {
  try {
    const reply = await fetch("/api/v1/session", { credentials: "same-origin", cache: "no-store" });
    return reply.ok ? (await reply.json()).csrf : null;
  } catch {
    return null;
  }
}
