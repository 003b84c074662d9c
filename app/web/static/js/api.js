/**
 * The JSON API. Every failure comes out as a Failure that says what kind it is; the callers
 * decide what to do about it.
 *
 * @typedef {import("./types.js").SessionReply} SessionReply
 * @typedef {import("./types.js").QueueReply} QueueReply
 * @typedef {import("./types.js").EventsReply} EventsReply
 * @typedef {import("./types.js").StudyEvent} StudyEvent
 */

const PATIENCE = 15_000; // milliseconds
const KEEPALIVE_BYTES = 60_000; // browsers refuse keepalive bodies above 64 kB

/** A call that did not succeed. `status` is 0 when there was no reply at all. */
export class Failure extends Error {
  /** @param {number} status @param {string} detail @param {number | null} retryAfter seconds */
  constructor(status, detail, retryAfter = null) {
    super(detail || `status ${status}`);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** Whether the same call may succeed later without anybody doing anything. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  /**
   * @param {typeof fetch} call
   * @param {import("./clock.js").Clock} clock
   */
  constructor(call, clock) {
    this.call = call;
    this.clock = clock;
  }

  /** @returns {Promise<SessionReply>} */
  session() {
    return this.request("/api/v1/session", {});
  }

  /** @returns {Promise<import("./types.js").CoursesReply>} */
  courses() {
    return this.request("/api/v1/courses", {});
  }

  /**
   * @param {string} slug  an offering
   * @param {string} mode  schedule, exam or deck:<id>
   * @param {number} limit
   * @param {number} more  beyond today's allowance: new cards, or minutes in exam mode
   * @param {string} days  after today that are wanted too
   * @returns {Promise<QueueReply>}
   */
  queue(slug, mode, limit, more = 0, days = "") {
    const query = new URLSearchParams({ limit: String(limit), mode });
    if (days) query.set("days", days);
    if (more) query.set(mode === "exam" ? "minutes" : "more", String(more));
    return this.request(`/api/v1/courses/${encodeURIComponent(slug)}/queue?${query}`, {});
  }

  /** @param {string} slug  an offering @param {string} card @returns {Promise<import("./info.js").Info>} */
  card(slug, card) {
    return this.request(`/api/v1/courses/${encodeURIComponent(slug)}/cards/${card}`, {});
  }

  /**
   * @param {string} slug  an offering
   * @param {string} card
   * @param {string} text  a note for nobody else
   * @param {string} user  whose it is: another account never gets it
   * @returns {Promise<string>} the note as it is kept
   */
  async note(slug, card, text, user) {
    const now = await this.session();
    if (now.user.id !== user) throw new Failure(401, "");
    const reply = await this.request(`/api/v1/courses/${encodeURIComponent(slug)}/cards/${card}/note`, {
      method: "POST",
      headers: { "X-CSRF-Token": now.csrf },
      body: new URLSearchParams({ text }),
    });
    return reply.text;
  }

  /**
   * @param {StudyEvent[]} events
   * @param {string} csrf
   * @returns {Promise<EventsReply>}
   */
  events(events, csrf) {
    const body = JSON.stringify({ events });
    return this.request("/api/v1/events", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body,
      // A page that is being closed still sends its last answers.
      keepalive: body.length < KEEPALIVE_BYTES,
    });
  }

  /** @param {string} url @param {RequestInit} options @returns {Promise<any>} */
  async request(url, options) {
    const sent = this.clock.wall();
    /** @type {Response} */
    let response;
    /** @type {any} */
    let body = null;
    try {
      response = await this.call(url, {
        ...options,
        headers: { Accept: "application/json", ...options.headers },
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
      body = await response.json().catch(() => null);
    } catch (error) {
      throw new Failure(0, String(error));
    }
    if (!response.ok || body === null) {
      const wait = Number.parseFloat(response.headers.get("Retry-After") ?? "");
      const status = response.ok ? 502 : response.status;
      throw new Failure(status, body?.detail ?? "", Number.isFinite(wait) ? wait : null);
    }
    if (body.server_time) this.clock.sync(body.server_time, sent, this.clock.wall());
    return body;
  }
}
