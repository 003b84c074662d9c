/**
 * The run of cards on the screen: what comes next, what comes back, and the way back. Knows
 * no page, no clock and no network. There is no scheduler here: where an answer leads, the
 * server has said in the card's outcomes, which nest through the learning steps.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Outcomes} Outcomes
 * @typedef {import("./types.js").QueueReply} QueueReply
 * @typedef {import("./types.js").Rating} Rating
 * @typedef {import("./types.js").RatingName} RatingName
 * @typedef {import("./types.js").StudyEvent} StudyEvent
 *
 * @typedef {object} Place A card in the run.
 * @property {Card} card
 * @property {Outcomes | null} outcomes  null where only the server can tell
 * @property {number} base  the instant that the outcomes count from
 * @property {number} due  not before this instant (milliseconds)
 * @property {number} after  not before so many answers
 *
 * @typedef {object} Step Something that can be taken back.
 * @property {StudyEvent} event
 * @property {Place} place  as it was before
 * @property {number | null} returns  when the card is due again (milliseconds), if known
 * @property {boolean} [earlier]  whether it is from before the page was loaded
 */

/** @type {Record<Rating, RatingName>} */
export const RATINGS = { 1: "again", 2: "hard", 3: "good", 4: "easy" };

const MINUTE = 60_000;
const LEARN_AHEAD = 20 * MINUTE; // the last cards of a run need not be waited for
const OTHERS_BETWEEN = 5; // without a schedule, a failure returns after so many others
const LONGEST_ANSWER = MINUTE; // one answer counts at most this much of the day's minutes
const RUNNING_LOW = 5;

export class Run {
  /**
   * @param {boolean} scheduled  whether the server says when cards come back (schedule mode)
   * @param {boolean} [whole]  whether the cards come all at once (a deck), not as the minutes allow
   */
  constructor(scheduled, whole = !scheduled) {
    this.scheduled = scheduled;
    this.whole = whole;
    /** Exam mode: whether a failure comes back after a few others, or last of all. */
    this.repeats = true;
    /** @type {import("./types.js").LeftOut[]} */
    this.leftOut = [];
    /** The last exam, after which nothing is due. @type {string | null} */
    this.restsAfter = null;
    /** @type {Place | null} */
    this.current = null;
    /** @type {Place[]} */
    this.ready = [];
    /** @type {Place[]} */
    this.waiting = [];
    /** @type {Step[]} */
    this.steps = [];
    /** Whether the cards are those that the browser kept, for want of a connection. */
    this.kept = false;
    /** How many cards the server still has beyond those it sent. */
    this.beyond = 0;
    this.minutes = 0;
    this.spent = 0;
    /** @type {string | null} */
    this.lastShown = null;
    /** Whether the server knows something that is needed here. */
    this.wanting = true;
  }

  /**
   * Take in cards from the server.
   * @param {QueueReply} reply
   * @param {Set<string>} unknown  cards with answers that the server did not know
   * @param {number} now
   */
  take(reply, unknown, now) {
    const { counts, cards } = reply;
    this.beyond = Math.max(0, counts.new + counts.learning + counts.review - cards.length);
    this.minutes = reply.minutes_left;
    this.spent = 0;
    this.wanting = false;
    this.leftOut = reply.left_out ?? [];
    this.restsAfter = reply.rests_after?.title ?? null;
    this.repeats = this.whole || (reply.repeat_failed ?? true);
    const base = Date.parse(reply.server_time) || now;
    for (const card of cards) {
      if (unknown.has(card.card) || this.current?.card.card === card.card) continue;
      const due = this.scheduled && isLearning(card) && card.state.due ? Date.parse(card.state.due) : 0;
      const outcomes = Object.keys(card.outcomes).length ? card.outcomes : null;
      this.put({ card, outcomes, base, due, after: 0 }, now);
    }
  }

  /** Put a place from the server among the others, once. @param {Place} place @param {number} now */
  put(place, now) {
    const id = place.card.card;
    const known = this.ready.findIndex((other) => other.card.card === id);
    if (known >= 0) {
      this.ready[known] = place;
      return;
    }
    // A failure that is to come back after five others keeps its place.
    if (!this.scheduled && this.waiting.some((other) => other.card.card === id)) return;
    this.waiting = this.waiting.filter((other) => other.card.card !== id);
    if (place.due > now) this.waiting.push(place);
    else this.ready.push(place);
  }

  /**
   * Choose the next card and make it the current one.
   * @param {number} now
   * @returns {Place | null}
   */
  next(now) {
    const place = this.pick(now);
    this.ready = this.ready.filter((other) => other !== place);
    this.waiting = this.waiting.filter((other) => other !== place);
    this.current = place;
    this.lastShown = place?.card.card ?? this.lastShown;
    return place;
  }

  /** @param {number} now @returns {Place | null} */
  pick(now) {
    const waiting = [...this.waiting].sort((a, b) => a.due - b.due || a.after - b.after);
    const due = waiting.filter((place) => place.due <= now && place.after <= this.answered);
    const ahead = waiting.filter((place) => place.due <= now + LEARN_AHEAD);
    // In exam mode what failed comes after first showings: it would take the last ones' minutes.
    const firsts = !this.scheduled && !this.whole && this.ready.some(isNew);
    const choices = firsts ? [...this.ready, ...due, ...ahead] : [...due, ...this.ready, ...ahead];
    // The card that was just answered steps back while there is any other.
    return choices.find((place) => place.card.card !== this.lastShown) ?? choices[0] ?? null;
  }

  /** @returns {number} how many answers were given */
  get answered() {
    return this.steps.filter((step) => step.event.type === "review" && !step.earlier).length;
  }

  /**
   * Note an answer to the current card, and where the card goes.
   * @param {Rating} rating @param {StudyEvent} event @param {number} now
   */
  grade(rating, event, now) {
    const place = this.leave();
    this.spent += Math.min(event.elapsed_ms, LONGEST_ANSWER);
    const again = this.scheduled
      ? this.placeAfter(place, rating, now)
      : this.placeWithoutSchedule(place, rating);
    if (again) this.waiting.push(again);
    const outcome = place.outcomes?.[RATINGS[rating]];
    // A step counts from this answer; a day of review is that day whenever the answer came.
    const due = outcome ? Date.parse(outcome.due) : null;
    const returns = again && due !== null ? again.due : due;
    this.steps.push({ event, place, returns });
  }

  /** @param {Place} place @param {Rating} rating @param {number} now @returns {Place | null} */
  placeAfter(place, rating, now) {
    const outcome = place.outcomes?.[RATINGS[rating]];
    if (!outcome) {
      this.wanting = true; // the nested outcomes are used up
      return rating < 3 ? { ...place, outcomes: null, due: now + MINUTE } : null;
    }
    if (outcome.phase !== "learning" && outcome.phase !== "relearning") return null;
    const base = Date.parse(outcome.due);
    return { ...place, outcomes: outcome.next ?? null, base, due: now + base - place.base };
  }

  /** @param {Place} place @param {Rating} rating @returns {Place | null} */
  placeWithoutSchedule(place, rating) {
    if (rating !== 1) return null;
    const again = this.steps.some((step) => !step.earlier && step.place.card.card === place.card.card);
    if (!this.whole && again) return null; // in exam mode once is enough for a day
    return { ...place, after: this.repeats ? this.answered + 1 + OTHERS_BETWEEN : Infinity };
  }

  /** Take the current card out for today or for good. @param {StudyEvent} event */
  setAside(event) {
    this.steps.push({ event, place: this.leave(), returns: null });
  }

  /** @returns {Place} */
  leave() {
    const place = this.current;
    if (!place) throw new Error("There is no card to answer.");
    this.current = null;
    return place;
  }

  /**
   * Take the last step back: its card is the current one again, as it was.
   * @returns {StudyEvent | null}  the event to retract
   */
  undo() {
    const step = this.steps.pop();
    if (!step) return null;
    const id = step.place.card.card;
    if (this.current && this.current.card.card !== id) this.ready.unshift(this.current);
    this.ready = this.ready.filter((place) => place.card.card !== id);
    this.waiting = this.waiting.filter((place) => place.card.card !== id);
    this.spent = Math.max(0, this.spent - Math.min(step.event.elapsed_ms, LONGEST_ANSWER));
    this.current = step.place;
    this.lastShown = id;
    return step.event;
  }

  /** Take up what can be undone from before the page was loaded. @param {Step[]} steps */
  remember(steps) {
    this.steps = [...steps.map((step) => ({ ...step, earlier: true })), ...this.steps];
  }

  /** @returns {boolean} whether more cards should be fetched now */
  get low() {
    if (this.whole) return false;
    return this.wanting || (this.beyond > 0 && this.ready.length < RUNNING_LOW);
  }

  /** @returns {{answered: number, left: number, minutes: number}} */
  get progress() {
    const left = this.ready.length + this.waiting.length + (this.current ? 1 : 0) + this.beyond;
    const minutes = Math.max(0, Math.ceil(this.minutes - this.spent / MINUTE));
    return { answered: this.answered, left, minutes };
  }

  /** What this run came to: each card with its last answer, in the order of first showing. */
  get summary() {
    /** @type {Map<string, {card: Card, first: Rating, last: Rating, returns: number | null}>} */
    const cards = new Map();
    for (const { event, place, returns, earlier } of this.steps) {
      if (earlier || event.type !== "review" || event.rating === null) continue;
      const first = cards.get(event.card)?.first ?? event.rating;
      cards.set(event.card, { card: place.card, first, last: event.rating, returns });
    }
    const all = [...cards.values()];
    const dues = all.map((one) => one.returns).filter((due) => due !== null);
    return {
      cards: all,
      known: all.filter((one) => one.first > 1).length,
      fresh: all.filter((one) => one.card.state.phase === "new").length,
      next: dues.length ? Math.min(...dues) : null,
    };
  }
}

/** @param {Place} place */
function isNew(place) {
  return place.card.state.phase === "new";
}

/** @param {Card} card */
function isLearning(card) {
  return card.state.phase === "learning" || card.state.phase === "relearning";
}
