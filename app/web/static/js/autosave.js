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

import { Sending } from "./sending.js";

const TAKEN = "taken";

/** @extends {Sending<State>} */
export class Autosave extends Sending {
  /** @param {number} last @param {string} csrf @param {Connections} connections */
  constructor(last, csrf, connections) {
    super(csrf, connections);
    this.last = last;
    this.connections = connections;
    /** What waits, by position. @type {Map<number, Array<[string, string]>>} */
    this.waiting = new Map();
  }

  /** Save the answer to a question. @param {number} position @param {Array<[string, string]>} fields */
  save(position, fields) {
    this.waiting.set(position, fields);
    void this.flush();
  }

  async sendAll() {
    while (this.waiting.size && this.state !== "over") {
      const [position, fields] = /** @type {[number, Array<[string, string]>]} */ (
        this.waiting.entries().next().value
      );
      this.become("saving");
      if (!(await this.sendOne(position, fields))) return;
      this.arrived();
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
      if (status === 409 || status === 404) {
        this.become("over");
        return false;
      }
      if (!(await this.renewed(status))) return false;
    }
    return this.stop("offline");
  }
}
