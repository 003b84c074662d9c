/**
 * A second copy of unsent answers: local storage takes them at once, the store a moment later,
 * and a page may be closed in between, or the store emptied by a browser that needs room. Where
 * there is no store that outlives the page, the journal is what keeps them. Each has a key of
 * its own, so that two tabs never overwrite each other.
 *
 * @typedef {import("./types.js").StudyEvent} StudyEvent
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Local
 */

const PREFIX = "retain:v1:";
const DEVICE = `${PREFIX}device`;
const SEQUENCE = `${PREFIX}sequence`;
const WHO = `${PREFIX}who`;

export class Journal {
  /** @param {Local | null} local  null where nothing is to stay @param {string} user */
  constructor(local, user) {
    this.local = local;
    this.waiting = `${PREFIX}outbox:${user}:`;
    this.refusals = `${PREFIX}refused:${user}:`;
  }

  /** @param {StudyEvent} event @returns {boolean} whether it outlives the page here */
  note(event) {
    try {
      this.local?.setItem(this.waiting + event.id, JSON.stringify(event));
      return !!this.local;
    } catch {
      return false; // full, or refused: the page still has the event and sends it
    }
  }

  /** @param {string} id */
  drop(id) {
    this.local?.removeItem(this.waiting + id);
  }

  /** What earlier pages left, in the order it happened. @returns {StudyEvent[]} */
  left() {
    const found = this.keys(this.waiting).map((key) => parse(this.local?.getItem(key) ?? ""));
    return /** @type {StudyEvent[]} */ (found.filter(Boolean)).sort(inOrder);
  }

  /** Remove all that is this user's. */
  wipe() {
    for (const key of [...this.keys(this.waiting), ...this.keys(this.refusals)]) this.local?.removeItem(key);
    this.local?.removeItem(WHO);
  }

  /** The device that events were numbered for before there was a store, and its last number. */
  device() {
    return {
      id: this.local?.getItem(DEVICE) ?? null,
      last: Number.parseInt(this.local?.getItem(SEQUENCE) ?? "0", 10) || 0,
    };
  }

  /** @param {string} prefix */
  keys(prefix) {
    const length = this.local?.length ?? 0;
    const keys = Array.from({ length }, (_, index) => this.local?.key(index) ?? "");
    return keys.filter((key) => key.startsWith(prefix));
  }
}

/** The order in which things happened. @param {StudyEvent} a @param {StudyEvent} b */
export function inOrder(a, b) {
  return Date.parse(a.answered_at) - Date.parse(b.answered_at) || a.seq - b.seq;
}

/** Whose cards this browser keeps, for a page that no server has filled in. @param {Local | null} local */
export function lastReader(local) {
  return local?.getItem(WHO) ?? "";
}

/** @param {Local | null} local @param {string} user */
export function rememberReader(local, user) {
  try {
    local?.setItem(WHO, user);
  } catch {
    // Full: without it the cards are not found offline, and nothing else is lost.
  }
}

/** From here on the cards kept in this browser are shown to nobody unasked. @param {Local | null} local */
export function forgetLastReader(local) {
  local?.removeItem(WHO);
}

/** The browser's local storage, or null where it is refused. @param {() => Local} open */
export function openLocal(open) {
  try {
    const local = open();
    local.setItem(`${PREFIX}probe`, "1");
    local.removeItem(`${PREFIX}probe`);
    return local;
  } catch {
    return null;
  }
}

/** @param {string} text @returns {StudyEvent | null} */
function parse(text) {
  try {
    const event = JSON.parse(text);
    return typeof event?.id === "string" && typeof event.type === "string" ? event : null;
  } catch {
    return null;
  }
}
