/**
 * Time as the server sees it. A student's device may be wrong by hours; the offset is taken
 * from every reply, and of the times that answers get none is before another.
 */
export class Clock {
  /**
   * @param {() => number} wall  milliseconds since 1970, as the device believes
   * @param {number} notBefore  an instant that is known to have passed
   */
  constructor(wall = Date.now, notBefore = 0) {
    this.wall = wall;
    this.offset = 0;
    this.last = notBefore;
  }

  /**
   * Correct the clock by the server's time in a reply, taken to be from the middle of the call.
   * @param {string} serverTime  ISO instant
   * @param {number} sent  the device's time when the request left
   * @param {number} received  and when the reply was there
   */
  sync(serverTime, sent, received) {
    const server = Date.parse(serverTime);
    // A clock that was set, or a computer that slept, during the call says nothing about its way.
    const way = Math.min(Math.max(0, received - sent) / 2, 10_000);
    if (Number.isFinite(server)) this.offset = server - (received - way);
  }

  /** @returns {number} milliseconds since 1970, corrected */
  now() {
    return Math.max(this.last, Math.round(this.wall() + this.offset));
  }

  /** @returns {string} the instant in ISO form, in UTC, and from here on none before it */
  iso() {
    this.last = this.now();
    return new Date(this.last).toISOString();
  }
}

/**
 * What comes of *work*, or undefined if it takes longer.
 * @template T
 * @param {Promise<T>} work @param {number} milliseconds @returns {Promise<T | undefined>}
 */
export function within(work, milliseconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Measures how long a question was on the screen; time in the background does not count. */
export class Stopwatch {
  /** @param {() => number} ticks  milliseconds that only grow */
  constructor(ticks) {
    this.ticks = ticks;
    this.spent = 0;
    /** @type {number | null} */
    this.since = null;
  }

  start() {
    this.spent = 0;
    this.since = this.ticks();
  }

  pause() {
    this.spent = this.elapsed();
    this.since = null;
  }

  resume() {
    this.since ??= this.ticks();
  }

  /** @returns {number} whole milliseconds */
  elapsed() {
    return Math.round(this.spent + (this.since === null ? 0 : this.ticks() - this.since));
  }
}

/**
 * The browser's time zone, or the account's where the browser does not name one.
 * @param {string | undefined} browser
 * @param {string} account
 */
export function zoneName(browser, account) {
  const named = browser && (browser === "UTC" || browser.includes("/"));
  return named && browser !== "Etc/Unknown" ? browser : account;
}
