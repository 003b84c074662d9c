/**
 * A draft on its way to the server: the newest text, under the number that this page knows.
 * When another tab has saved meanwhile nothing more is sent, until its author has seen both.
 *
 * @typedef {"saved" | "saving" | "offline" | "signed-out" | "taken" | "too-large"} DraftState
 *
 * @typedef {object} DraftConnections
 * @property {(text: string, sequence: number, csrf: string) => Promise<{status: number, sequence: number | null}>} send
 * @property {() => Promise<string | null>} token  the token of the log-in of now, null without
 * @property {(work: () => void, milliseconds: number) => void} later
 * @property {(draft: Draft) => void} changed
 */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

export class Draft {
  /**
   * @param {string} text  as the page came with it
   * @param {number} sequence @param {string} csrf @param {DraftConnections} connections
   */
  constructor(text, sequence, csrf, connections) {
    this.kept = text;
    this.text = text;
    this.sequence = sequence;
    this.csrf = csrf;
    this.connections = connections;
    /** @type {DraftState} */
    this.state = "saved";
    this.wait = FIRST_WAIT;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.planned = false;
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

  /** Send what is not saved; resolves when it is, or something is in the way. */
  flush() {
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async sendAll() {
    while (this.unsaved && this.state !== "taken") {
      const text = this.text;
      this.become("saving");
      const { status, sequence } = await this.connections.send(text, this.sequence, this.csrf);
      if (status === 200 && sequence !== null) {
        this.sequence = sequence;
        this.kept = text;
        this.wait = FIRST_WAIT;
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

  /** Tell whether it is worth trying again at once, with a new log-in's token. @param {number} status */
  async renewed(status) {
    if (status !== 401 && status !== 403) return this.stop("offline");
    const csrf = await this.connections.token();
    if (csrf === null || csrf === this.csrf) return this.stop("signed-out");
    this.csrf = csrf;
    return true;
  }

  /** @param {DraftState} state @returns {false} */
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

  /** @param {DraftState} state */
  become(state) {
    this.state = state;
    this.connections.changed(this);
  }
}
