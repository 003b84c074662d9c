/**
 * Makes the events that the server stores: facts about what a student did, with the time, the
 * place and the revision of the card that was on the screen.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").EventType} EventType
 * @typedef {import("./types.js").Rating} Rating
 * @typedef {import("./types.js").StudyEvent} StudyEvent
 *
 * @typedef {object} Deed What the student did.
 * @property {EventType} type
 * @property {Card} card
 * @property {Rating} [rating]
 * @property {string} [target]  the event that a retract takes back
 * @property {number} [elapsed]  milliseconds from question to grade
 * @property {Record<string, unknown>} [detail]
 */

export class EventMaker {
  /**
   * @param {"schedule" | "exam" | "deck"} mode
   * @param {string} zone  IANA name
   * @param {string} device
   * @param {import("./clock.js").Clock} clock
   * @param {() => string} newId
   */
  constructor(mode, zone, device, clock, newId) {
    this.mode = mode;
    this.zone = zone;
    this.device = device;
    this.clock = clock;
    this.newId = newId;
  }

  /** @param {Deed} deed @returns {StudyEvent} */
  make({ type, card, rating, target, elapsed, detail }) {
    return {
      id: this.newId(),
      device: this.device,
      seq: 0, // given when it is stored, where no other tab gets the same
      type,
      mode: this.mode,
      card: card.card,
      version: card.version,
      rating: rating ?? null,
      target: target ?? null,
      answered_at: this.clock.iso(),
      zone: this.zone,
      elapsed_ms: elapsed ?? 0,
      detail: detail ?? {},
    };
  }
}

/**
 * What the ticks of a list answer say. Somebody who knew the list and ticked nothing has not
 * used the ticks, so they say nothing about any entry.
 * @param {Map<string, boolean>} ticks  item id → recalled
 * @param {Rating} rating
 * @returns {Record<string, unknown>}
 */
export function itemsDetail(ticks, rating) {
  const used = [...ticks.values()].some(Boolean);
  if (!ticks.size || (!used && rating > 1)) return {};
  return { items: Object.fromEntries(ticks) };
}
