/**
 * What can be undone, kept over a reload of the page: the last steps of one student in one run,
 * each under a key of its own, so that an answer writes one of them and not all.
 *
 * @typedef {import("./queue.js").Step} Step
 * @typedef {import("./device.js").Store} Store
 */

export const KEPT = 40;
const DAY = 86_400_000;

export class Trail {
  /** @param {Store} store @param {string} user @param {string} run  names course and mode */
  constructor(store, user, run) {
    this.store = store;
    this.prefix = `retain:v1:undo:${user}:${run}:`;
  }

  /** @returns {{key: string, number: number}[]} in the order in which they were kept */
  get kept() {
    const keys = Array.from({ length: this.store.length }, (_, index) => this.store.key(index) ?? "");
    return keys
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => ({ key, number: Number(key.slice(this.prefix.length)) }))
      .sort((a, b) => a.number - b.number);
  }

  /** @param {number} now @returns {Step[]} the steps of the last day, oldest first */
  load(now) {
    /** @type {Step[]} */
    const steps = [];
    for (const { key } of this.kept) {
      const step = parse(this.store.getItem(key));
      if (step && Date.parse(step.event.answered_at) > now - DAY) steps.push(step);
      else this.store.removeItem(key);
    }
    return steps;
  }

  /** @param {Step} step */
  push(step) {
    const { kept } = this;
    for (const { key } of kept.slice(0, Math.max(0, kept.length + 1 - KEPT))) this.store.removeItem(key);
    try {
      this.store.setItem(`${this.prefix}${(kept.at(-1)?.number ?? 0) + 1}`, JSON.stringify(step));
    } catch {
      // A full store: what this page did can still be undone on it.
    }
  }

  /** Forget the last step, which was undone. */
  pop() {
    const last = this.kept.at(-1);
    if (last) this.store.removeItem(last.key);
  }
}

/** @param {string | null} text @returns {Step | null} */
function parse(text) {
  try {
    const step = JSON.parse(text ?? "");
    return typeof step?.event?.id === "string" && step.place?.card?.card ? step : null;
  } catch {
    return null;
  }
}
