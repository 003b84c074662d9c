/**
 * What a browser keeps for one student: an IndexedDB database named by the student's id. Where
 * it is refused, as in some private windows, or where nothing is to stay, memory with the same
 * few calls takes its place.
 *
 * @typedef {"events" | "refused" | "steps" | "queues" | "facts"} Shelf
 *   unsent events; events that the server refused; what was done, with the card before it; the
 *   cards of a day; single facts
 * @typedef {Record<string, unknown> & {id: string}} Row
 * @typedef {{shelf: Shelf, put?: Row, drop?: string}} Change
 *
 * @typedef {object} Store
 * @property {boolean} durable  whether it outlives the page
 * @property {(shelf: Shelf) => Promise<any[]>} all
 * @property {(shelf: Shelf, id: string) => Promise<any>} get  undefined where there is none
 * @property {(changes: Change[]) => Promise<void>} change  all of them, or none
 * @property {(event: string, changes: (number: number) => Change[]) => Promise<void>} numbered
 *   as change, with the next number of this browser, which no tab gets twice; nothing if the
 *   event is on its shelf already
 * @property {(fact: Row) => Promise<any>} first  put a fact unless there is one; the one that is there
 * @property {() => void} close
 */

import { within } from "./clock.js";

/** @type {Shelf[]} */
const SHELVES = ["events", "refused", "steps", "queues", "facts"];
const VERSION = 1;
/** The fact that counts this browser's events. */
export const NUMBER = "number";

/** @param {string} user */
function nameFor(user) {
  return `retain-${user}`;
}

/**
 * Open the student's database.
 * @param {string} user
 * @param {IDBFactory | undefined} factory
 * @returns {Promise<Store>}
 */
export async function openStore(user, factory) {
  try {
    if (!factory) return new MemoryStore();
    const opening = factory.open(nameFor(user), VERSION);
    opening.onupgradeneeded = () => {
      for (const shelf of SHELVES) opening.result.createObjectStore(shelf, { keyPath: "id" });
    };
    const opened = settled(opening);
    // A database that is being removed may be held up for ever.
    const database = await within(opened, 10_000);
    if (database) return new IndexedStore(database);
    opened.then((late) => late.close(), () => {});
  } catch {
    // It is refused.
  }
  return new MemoryStore();
}

/**
 * Remove the student's database; a tab that still holds it does not hold this up.
 * @param {string} user
 * @param {IDBFactory | undefined} factory
 * @returns {Promise<void>}
 */
export function dropStore(user, factory) {
  return new Promise((resolve) => {
    const dropping = factory?.deleteDatabase(nameFor(user));
    if (dropping) dropping.onsuccess = dropping.onerror = dropping.onblocked = () => resolve();
    else resolve();
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @implements {Store} */
class IndexedStore {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
    this.durable = true;
    // Another tab wipes the store at log-out; holding on to it would hold that up.
    database.onversionchange = () => database.close();
  }

  /** @param {Shelf} shelf */
  async all(shelf) {
    return settled(this.database.transaction(shelf).objectStore(shelf).getAll());
  }

  /** @param {Shelf} shelf @param {string} id */
  async get(shelf, id) {
    return settled(this.database.transaction(shelf).objectStore(shelf).get(id));
  }

  /** @param {Change[]} changes */
  async change(changes) {
    const transaction = this.write();
    apply(transaction, changes);
    await done(transaction);
  }

  /** @param {string} event @param {(number: number) => Change[]} changes */
  async numbered(event, changes) {
    const transaction = this.write();
    const known = transaction.objectStore("events").getKey(event);
    const last = transaction.objectStore("facts").get(NUMBER);
    last.onsuccess = () => {
      if (known.result !== undefined) return;
      apply(transaction, counted((last.result?.value ?? 0) + 1, changes));
    };
    await done(transaction);
  }

  /** @param {Row} fact */
  async first(fact) {
    const transaction = this.write();
    const facts = transaction.objectStore("facts");
    const known = facts.get(fact.id);
    known.onsuccess = () => {
      if (!known.result) facts.put(fact);
    };
    await done(transaction);
    return known.result ?? fact;
  }

  close() {
    this.database.close();
  }

  /** An answer is on the disk, not on its way there, before it counts as kept. */
  write() {
    return this.database.transaction(SHELVES, "readwrite", { durability: "strict" });
  }
}

/** @param {IDBTransaction} transaction @param {Change[]} changes */
function apply(transaction, changes) {
  for (const { shelf, put, drop } of changes) {
    const store = transaction.objectStore(shelf);
    if (put) store.put(put);
    if (drop !== undefined) store.delete(drop);
  }
}

/** @param {number} number @param {(number: number) => Change[]} changes @returns {Change[]} */
function counted(number, changes) {
  return [{ shelf: "facts", put: { id: NUMBER, value: number } }, ...changes(number)];
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** @implements {Store} */
export class MemoryStore {
  constructor() {
    this.durable = false;
    /** @type {Map<string, Map<string, Row>>} */
    this.shelves = new Map(SHELVES.map((shelf) => [shelf, new Map()]));
  }

  /** @param {Shelf} shelf */
  async all(shelf) {
    return [...(this.shelves.get(shelf)?.values() ?? [])];
  }

  /** @param {Shelf} shelf @param {string} id */
  async get(shelf, id) {
    return this.shelves.get(shelf)?.get(id);
  }

  /** @param {Change[]} changes */
  async change(changes) {
    for (const { shelf, put, drop } of changes) {
      if (put) this.shelves.get(shelf)?.set(put.id, put);
      if (drop !== undefined) this.shelves.get(shelf)?.delete(drop);
    }
  }

  /** @param {string} event @param {(number: number) => Change[]} changes */
  async numbered(event, changes) {
    if (this.shelves.get("events")?.has(event)) return;
    const last = /** @type {any} */ (this.shelves.get("facts")?.get(NUMBER))?.value ?? 0;
    await this.change(counted(last + 1, changes));
  }

  /** @param {Row} fact */
  async first(fact) {
    const known = this.shelves.get("facts")?.get(fact.id);
    if (!known) await this.change([{ shelf: "facts", put: fact }]);
    return known ?? fact;
  }

  close() {}
}
