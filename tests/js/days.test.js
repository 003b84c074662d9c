import assert from "node:assert/strict";
import { test } from "node:test";

import { Run } from "../../app/web/static/js/queue.js";
import { dayNumber } from "../../app/web/static/js/days.js";
import { replay } from "../../app/web/static/js/replay.js";
import { card, DAY, event, MINUTE, NOON, reply } from "./made.js";

const NIGHT = NOON + 16 * 60 * MINUTE; // the rollover of the next day
const START = [NIGHT, NIGHT + DAY, NIGHT + 2 * DAY];

function ripe(id, base, wait = 1) {
  const outcome = { due: new Date(base + wait * DAY).toISOString(), label: `${wait} d`, phase: "review" };
  return card(id, { state: { phase: "review", due: null }, outcomes: { again: outcome, hard: outcome, good: outcome, easy: outcome } });
}

function day(index, cards, changes = {}) {
  return {
    starts: new Date(START[index]).toISOString(),
    minutes: 20,
    most_new: 10,
    seconds_per_new: 30,
    seconds_per_review: 10,
    cards,
    ...changes,
  };
}

function kept(cards, later, changes = {}) {
  return { id: "crm schedule", slug: "crm", mode: "schedule", taken: NOON, unsent: [], reply: reply(cards, { later, ...changes }) };
}

/** A browser that keeps a queue, and what was done with it. */
class Away {
  entries = [];
  constructor(queue, scheduled = true) {
    this.queue = queue;
    this.scheduled = scheduled;
  }

  /** The run that a page finds which is opened now. */
  run(now) {
    const run = new Run(this.scheduled, false);
    replay(run, this.queue, this.entries, new Set(this.entries.map(({ id }) => id)), now);
    return run;
  }

  /** The cards that are asked by a page that is opened now. */
  asked(now) {
    const run = this.run(now);
    return [...run.ready, ...run.waiting].map((place) => place.card.card);
  }

  /** Deal with the next card of a page opened now. */
  answer(now, rating, changes = {}) {
    const place = this.run(now).next(now);
    const id = place.card.card;
    const made = event(id, { rating, answered_at: new Date(now).toISOString(), ...changes });
    this.entries.push({ id: made.id, seq: made.seq, slug: "crm", event: made, place });
    return id;
  }
}

test("an instant is on the day that the server named, and later on 24 hours a day", () => {
  const later = [day(0, []), day(1, [])];
  const numbers = [NOON, START[0] - 1, START[0], START[1], START[1] + 3 * DAY].map((at) => dayNumber(later, at));
  assert.deepEqual(numbers, [0, 0, 1, 2, 5]);
  assert.equal(dayNumber([], NOON + 9 * DAY), 0);
});

test("the second day asks its own cards, and first what was left undone", () => {
  const away = new Away(kept([ripe("a", NOON, 5), ripe("b", NOON, 5)], [day(0, [ripe("c", START[0])]), day(1, [ripe("d", START[1])])]));
  assert.equal(away.answer(NOON, 3), "a");
  assert.deepEqual(away.asked(NOON), ["b"]);
  assert.deepEqual(away.asked(START[0]), ["b", "c"]);
  assert.deepEqual(away.asked(START[1]), ["b", "c", "d"]);
});

test("a card that was answered comes back on the day that its outcome names, without times", () => {
  const away = new Away(kept([ripe("a", NIGHT - DAY, 1), ripe("b", NIGHT - DAY, 2)], [day(0, []), day(1, []), day(2, [])]));
  away.answer(NOON, 3);
  away.answer(NOON, 3);
  assert.deepEqual(away.asked(NOON + MINUTE), []);
  assert.deepEqual(away.asked(START[0]), ["a"]);
  assert.equal(away.run(START[0]).ready[0].outcomes, null);
  assert.deepEqual(away.asked(START[1]), ["a", "b"]);
  away.answer(START[1], 3); // when it comes back, only the server can tell
  assert.deepEqual(away.asked(START[2]), ["b"]);
});

test("an answer given a day late leads a day further", () => {
  const away = new Away(kept([ripe("a", NIGHT - DAY, 1)], [day(0, []), day(1, [])]));
  away.answer(START[0], 3);
  assert.deepEqual(away.asked(START[0] + MINUTE), []);
  assert.deepEqual(away.asked(START[1]), ["a"]);
});

test("not today means tomorrow, and a card that is not asked any more stays away", () => {
  const away = new Away(kept([ripe("a", NOON), ripe("b", NOON)], [day(0, []), day(1, [])]));
  away.answer(NOON, null, { type: "bury" });
  away.answer(NOON, null, { type: "suspend" });
  assert.deepEqual(away.asked(NOON), []);
  assert.deepEqual(away.asked(START[0]), ["a"]);
});

test("a card in its steps goes on the day after", () => {
  const away = new Away(kept([card("a")], [day(0, [])]));
  away.answer(NOON, 1);
  const [place] = away.run(START[0]).ready;
  assert.equal(place.card.card, "a");
  assert.ok(place.outcomes);
});

test("new cards of two days are begun on one only as far as it allows", () => {
  const fresh = (...ids) => ids.map((id) => card(id));
  const away = new Away(kept(fresh("a", "b"), [day(0, [...fresh("c", "d"), ripe("x", START[0])], { most_new: 3 })]));
  assert.deepEqual(away.asked(START[0]), ["a", "b", "c", "x"]);
  away.answer(START[0], 4);
  assert.deepEqual(away.asked(START[0] + MINUTE), ["b", "c", "x"]);
  away.answer(START[0] + MINUTE, 1);
  assert.deepEqual(away.asked(START[0] + 2 * MINUTE).sort(), ["b", "c", "x"]);
});

test("the day's minutes bound what was left over, and are used up by the day's answers only", () => {
  const many = Array.from({ length: 20 }, (_, index) => ripe(`r${index}`, NOON, 9));
  const away = new Away(kept(many, [day(0, [ripe("z", START[0], 9)], { minutes: 2 })]));
  away.answer(NOON, 3, { elapsed_ms: 50_000 });
  const run = away.run(START[0]);
  assert.equal(run.ready.length, 12);
  assert.equal(run.progress.minutes, 2);
  away.answer(START[0], 3, { elapsed_ms: 30_000 });
  assert.equal(away.asked(START[0]).length, 9);
  assert.equal(away.run(START[0]).progress.minutes, 2); // of the minute and a half, rounded up
});

test("after the last day that the server named its cards are still asked", () => {
  const away = new Away(kept([ripe("a", NOON)], [day(0, [ripe("b", START[0])])]));
  assert.deepEqual(away.asked(START[0] + 5 * DAY), ["a", "b"]);
});

test("in exam mode what was forgotten comes again the day after, and what was known does not", () => {
  const plain = (id) => ripe(id, NOON, 1);
  const cards = ["a", "b"].map((id) => ({ ...plain(id), outcomes: {} }));
  const away = new Away(kept(cards, [day(0, [{ ...plain("c"), outcomes: {} }])], { repeat_failed: true }), false);
  const exam = { mode: "exam" };
  assert.equal(away.answer(NOON, 1, exam), "a");
  assert.equal(away.answer(NOON, 3, exam), "b");
  assert.equal(away.answer(NOON, 1, exam), "a");
  assert.deepEqual(away.asked(NOON), []);
  assert.deepEqual(away.asked(START[0]), ["a", "c"]);
});

/** A card as exam mode has it: without outcomes. */
function plain(id, phase) {
  return card(id, { state: { phase, due: null }, outcomes: {} });
}

/** A browser that keeps a day for an exam with one card, and one with these after it. */
function beforeExam(...cards) {
  return new Away(kept([plain("a", "new")], [day(0, cards), day(1, [])], { repeat_failed: true }), false);
}

test("before an exam a later day's first showings come before what was forgotten", () => {
  const away = beforeExam(plain("r", "review"), plain("n", "new"), plain("m", "new"));
  away.answer(NOON, 1, { mode: "exam" });
  assert.deepEqual(away.asked(START[0]), ["n", "m", "a", "r"]);
});

test("before an exam the day's minutes go to first showings before anything else", () => {
  const cards = [plain("d", "review"), plain("e", "review"), plain("a", "new"), plain("b", "new"), plain("c", "new")];
  const away = new Away(kept([], [day(0, cards, { minutes: 1.6 })]), false);
  assert.deepEqual(away.asked(START[0]), ["a", "b", "c", "d"]); // 30 s each, and one that begins in time
});

test("before an exam a failure on a later day comes back after its first showings, and five others", () => {
  const news = ["n1", "n2", "n3", "n4", "n5", "n6"].map((id) => plain(id, "new"));
  const run = beforeExam(...news, plain("r", "review")).run(START[0]);
  const asked = [];
  while (run.next(START[0])) {
    const { card: shown } = run.current;
    asked.push(shown.card);
    run.grade(shown.card === "n1" ? 1 : 3, event(shown.card, { mode: "exam" }), START[0]);
  }
  assert.deepEqual(asked, ["a", "n1", "n2", "n3", "n4", "n5", "n6", "n1", "r"]);
});

test("before an exam a card is shown twice on each day that it is forgotten on, also after a reload", () => {
  const away = beforeExam(plain("n", "new"));
  const exam = { mode: "exam" };
  assert.equal(away.answer(NOON, 1, exam), "a");
  assert.equal(away.answer(NOON, 1, exam), "a");
  assert.equal(away.answer(START[0], 3, exam), "n");
  assert.equal(away.answer(START[0], 1, exam), "a");
  assert.deepEqual(away.asked(START[0]), ["a"]);
  away.answer(START[0], 1, exam);
  assert.deepEqual(away.asked(START[0]), []);
  assert.deepEqual(away.asked(START[1]), ["a"]);
});

test("before an exam an answer that was taken back the day before is asked for again", () => {
  const away = beforeExam(plain("n", "new"));
  away.answer(NOON, 3, { mode: "exam" });
  const [{ event: given, place }] = away.entries;
  const taken = event("a", { type: "retract", target: given.id, rating: null, mode: "exam", answered_at: given.answered_at });
  away.entries.push({ id: taken.id, seq: taken.seq, slug: "crm", event: taken, place });
  assert.deepEqual(away.asked(START[0]).sort(), ["a", "n"]);
});

test("what is on the screen over the change of day is not asked twice", () => {
  const queue = kept([ripe("a", NOON)], [day(0, [ripe("b", START[0])])]);
  const away = new Away(queue);
  const run = away.run(NOON);
  run.next(NOON);
  replay(run, queue, [], new Set(), START[0]);
  assert.deepEqual(run.ready.map((place) => place.card.card), ["b"]);
  assert.equal(run.current.card.card, "a");
});

test("of the cards of a note one is asked on a day", () => {
  const sibling = (id, base) => ({ ...ripe(id, base, 9), notes_url: "/courses/crm/decks/d#note-n" });
  const away = new Away(kept([sibling("a", NOON)], [day(0, [sibling("b", START[0]), ripe("c", START[0], 9)]), day(1, [])]));
  assert.deepEqual(away.asked(START[0]), ["a", "c"]);
  assert.equal(away.answer(START[0], 3), "a");
  assert.deepEqual(away.asked(START[0]), ["c"]);
  assert.deepEqual(away.asked(START[1]), ["b", "c"]);
});
