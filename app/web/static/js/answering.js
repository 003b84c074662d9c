/**
 * The card on the screen, from question to grade: what its kind asks for, how the answer was
 * marked, and which grade that suggests. Whoever studies has the last word.
 *
 * @typedef {typeof import("./marking/rules.js").rules} Rules
 * @typedef {import("./types.js").Rating} Rating
 * @typedef {import("./queue.js").Place} Place
 */

import { byId } from "./dom.js";
import { itemsDetail } from "./events.js";
import { kindOf } from "./kinds/kinds.js";
import { showAnswer, showQuestion, ticks } from "./render.js";
import * as screen from "./screen.js";

export class Answering {
  /** @param {boolean} typing  whether the student types what can be typed */
  constructor(typing) {
    this.typing = typing;
    this.revealed = false;
    this.overruled = false;
    /** @type {import("./kinds/kinds.js").Marked | null} */
    this.marked = null;
    /** @type {import("./kinds/kinds.js").Kind | null} */
    this.kind = null;
    /** @type {Element[]} */
    this.lists = [];
    /** @type {Rules | null} */
    this.rules = null;
    /** @type {{terms: string[], words: string} | null} */
    this.sent = null;
    /** @type {import("./marking/wordings.js").Course | null} */
    this.course = null;
  }

  /**
   * Get ready for the cards of a reply: for those that are typed, the rules are fetched once.
   * Without them an answer is only shown beside the key.
   * @param {import("./types.js").QueueReply} reply
   */
  async know({ marking, cards }) {
    if (marking) [this.sent, this.course] = [marking, null];
    if (this.rules || !cards.some((card) => card.number || card.wordings?.length)) return;
    /** @type {{rules: Rules} | null} */
    const found = await import(byId("study").dataset.rules ?? "").catch(() => null);
    this.rules = found?.rules ?? null;
  }

  /** @param {import("./types.js").Card} card */
  ask(card) {
    this.revealed = false;
    this.overruled = false;
    this.marked = null;
    this.kind = kindOf(card);
    this.lists = showQuestion(card, this.kind);
    screen.question(!!this.kind.read, this.typing);
  }

  /** @param {Place} place */
  reveal({ card, outcomes }) {
    const kind = this.kind ?? kindOf(card);
    const given = kind.read?.(byId("entries")) ?? null;
    this.marked = given === null ? null : (kind.mark?.(card, given, this.known()) ?? null);
    this.revealed = true;
    showAnswer(card, kind, given, this.marked, this.lists);
    screen.answer(card, outcomes, this.marked);
    screen.suggest(this.suggested);
  }

  /** The rules with what they know of the course, which is read when it is first needed. */
  known() {
    const { rules } = this;
    return rules && { ...rules, course: () => (this.course ??= rules.courseOf(this.sent)) };
  }

  /** @returns {Rating} */
  get suggested() {
    return this.marked?.right === false && !this.overruled ? 1 : 3;
  }

  /** "I was right": the mark is overruled, and the log says so. */
  overrule() {
    if (!this.revealed || !this.marked?.disputable) return;
    this.overruled = true;
    screen.overruled();
    screen.suggest(this.suggested);
  }

  /** What the event keeps of the answer. @param {Rating} rating */
  detail(rating) {
    const { marked } = this;
    if (!marked) return itemsDetail(ticks(), rating);
    const items = marked.items ? { items: Object.fromEntries(marked.items) } : {};
    return {
      ...marked.detail,
      ...items,
      ...(marked.right === null ? {} : { marked: marked.right }),
      ...(this.overruled ? { override: true } : {}),
    };
  }
}
