/**
 * A draft on its way to the server: the newest text, under the number that this page knows.
 * When another tab has saved meanwhile nothing more is sent, until its author has seen both.
 *
 * @typedef {"saved" | "saving" | "offline" | "signed-out" | "taken" | "too-large"} DraftState
 *
 * @typedef {object} DraftConnections
 * @property {(text: string, sequence: number, csrf: string) => Promise<{status: number, sequence: number | null}>} send
 * @property {() => Promise<string | null>} token
 * @property {(work: () => void, milliseconds: number) => void} later
 * @property {(draft: Draft) => void} changed
 */

import { Sending } from "./sending.js";

/** @extends {Sending<DraftState>} */
export class Draft extends Sending {
  /**
   * @param {string} text  as the page came with it
   * @param {number} sequence @param {string} csrf @param {DraftConnections} connections
   */
  constructor(text, sequence, csrf, connections) {
    super(csrf, connections);
    this.kept = text;
    this.text = text;
    this.sequence = sequence;
    this.connections = connections;
  }

  /** Whether something is not on the server yet. */
  get unsaved() {
    return this.text !== this.kept;
  }

  /** Save this text. @param {string} text */
  save(text) {
    this.text = text;
    return this.flush();
  }

  async sendAll() {
    while (this.unsaved && this.state !== "taken") {
      const text = this.text;
      this.become("saving");
      const { status, sequence } = await this.connections.send(text, this.sequence, this.csrf);
      if (status === 200 && sequence !== null) {
        this.sequence = sequence;
        this.kept = text;
        this.arrived();
        this.become("saved");
      } else if (status === 409) {
        this.become("taken");
      } else if (status === 413) {
        this.become("too-large");
        return;
      } else if (!(await this.renewed(status))) {
        return;
      }
    }
  }
}
