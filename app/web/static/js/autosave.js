/**
 * Answers of a quiz on their way to the server: one at a time, the newest of each question,
 * each under a number that only grows. What could not be sent waits and is sent again.
 *
 * @typedef {"saved" | "saving" | "offline" | "signed-out" | "over"} State
 * @typedef {{fate: string, last: number}} Receipt
 *
 * @typedef {object} Connections
 * @property {(fields: URLSearchParams, csrf: string) => Promise<{status: number, receipt: Receipt | null}>} send
 * @property {() => Promise<string | null>} token  the token of the log-in of now, null without
 * @property {(work: () => void, milliseconds: number) => void} later
 * @property {(autosave: Autosave) => void} changed
 */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const TAKEN = "taken";

export class Autosave {
  /** @param {number} last @param {string} csrf @param {Connections} connections */
  constructor(last, csrf, connections) {
    this.last = last;
    this.csrf = csrf;
    this.connections = connections;
    /** What waits, by position. @type {Map<number, Array<[string, string]>>} */
    this.waiting = new Map();
    /** @type {State} */
    this.state = "saved";
    this.wait = FIRST_WAIT;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.planned = false;
  }

  /** Save the answer to a question. @param {number} position @param {Array<[string, string]>} fields */
  save(position, fields) {
    this.waiting.set(position, fields);
    void this.flush();
  }

  /** Send what waits; resolves when all is saved or something is in the way. */
  flush() {
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async sendAll() {
    while (this.waiting.size && this.state !== "over") {
      const [position, fields] = /** @type {[number, Array<[string, string]>]} */ (
        this.waiting.entries().next().value
      );
      this.become("saving");
      if (!(await this.sendOne(position, fields))) return;
      this.wait = FIRST_WAIT;
      // Meanwhile the answer may have been changed: then the newer one still waits.
      if (this.waiting.get(position) === fields) this.waiting.delete(position);
    }
    if (this.state !== "over") this.become("saved");
  }

  /** @param {number} position @param {Array<[string, string]>} fields @returns {Promise<boolean>} */
  async sendOne(position, fields) {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const number = this.last + 1;
      const sent = new URLSearchParams([
        ...fields,
        ["position", String(position)],
        ["number", String(number)],
      ]);
      const { status, receipt } = await this.connections.send(sent, this.csrf);
      if (receipt) this.last = Math.max(this.last, receipt.last);
      if (status === 200) return true;
      if (status === 409 && receipt?.fate === TAKEN) continue; // another tab had this number
      if (status === 409 || status === 404) return this.stop("over");
      if (status === 403 || status === 401) {
        const csrf = await this.connections.token();
        if (csrf === null || csrf === this.csrf) return this.stop("signed-out");
        this.csrf = csrf;
        continue;
      }
      break;
    }
    return this.stop("offline");
  }

  /** @param {State} state @returns {false} */
  stop(state) {
    this.become(state);
    if (state !== "over" && !this.planned) {
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
