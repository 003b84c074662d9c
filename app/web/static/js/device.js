/**
 * What this browser remembers of itself: an id, and a number that grows with every event.
 * Where storage is refused (private windows), all of it lives as long as the page.
 */

const DEVICE = "retain:v1:device";
const SEQUENCE = "retain:v1:sequence";

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store */

/** A store in memory, with the part of Storage's interface that is used here. */
export class MemoryStore {
  constructor() {
    /** @type {Map<string, string>} */
    this.entries = new Map();
  }

  get length() {
    return this.entries.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.entries.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.entries.get(key) ?? null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    this.entries.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.entries.delete(key);
  }
}

/**
 * The browser's storage if it works, else one in memory.
 * @param {() => Store} open
 * @returns {Store}
 */
export function openStore(open) {
  try {
    const store = open();
    store.setItem("retain:v1:probe", "1");
    store.removeItem("retain:v1:probe");
    return store;
  } catch {
    return new MemoryStore();
  }
}

/**
 * A random UUID, version 4. `randomUUID` exists on HTTPS and loopback only.
 * @param {Pick<Crypto, "getRandomValues"> & {randomUUID?: () => string}} source
 * @returns {string}
 */
export function uuid(source = crypto) {
  if (typeof source.randomUUID === "function") return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** This browser, as events name it. */
export class Device {
  /** @param {Store} store @param {() => string} newId */
  constructor(store, newId = uuid) {
    this.store = store;
    this.id = store.getItem(DEVICE) ?? newId();
    this.sequence = 0;
    this.keep(DEVICE, this.id);
  }

  /** The next number. Tabs share the counter; a number used twice does no harm (ids differ). */
  next() {
    const kept = Number.parseInt(this.store.getItem(SEQUENCE) ?? "0", 10) || 0;
    this.sequence = Math.max(kept, this.sequence) + 1;
    this.keep(SEQUENCE, String(this.sequence));
    return this.sequence;
  }

  /** @param {string} key @param {string} value */
  keep(key, value) {
    try {
      this.store.setItem(key, value);
    } catch {
      // A full store: the number goes on in memory.
    }
  }
}
