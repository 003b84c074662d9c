import assert from "node:assert/strict";
import { test } from "node:test";

import { Run } from "../../app/web/static/js/queue.js";
import { replay, undoable } from "../../app/web/static/js/replay.js";
import { card, event, MINUTE, NOON, reply } from "./made.js";

const CARDS = ["a", "b", "c"];

function kept(changes = {}, cards = CARDS.map((id) => card(id))) {
  return { id: "crm schedule", slug: "crm", mode: "schedule", taken: NOON, unsent: [], reply: reply(cards), ...changes };
}

/** A run on the screen, whose steps are noted as the store notes them. */
class Screen {
  entries = [];
  constructor(run = new Run(true), queue = kept()) {
    this.run = run;
    replay(run, queue, [], new Set(), NOON);
  }

  note(event, place) {
    this.entries.push({ id: event.id, seq: event.seq, slug: "crm", event, place });
    return event;
  }

  answer(rating, now, changes = {}) {
    const place = this.run.next(now);
    const given = event(place.card.card, { rating, answered_at: new Date(now).toISOString(), ...changes });
    this.run.grade(rating, this.note(given, place), now);
  }

  undo(now) {
    const target = this.run.undo();
    const at = new Date(now).toISOString();
    this.note(event(target.card, { type: "retract", target: target.id, rating: null, answered_at: at }), this.run.current);
  }
}

/** The run after a reload: as another page finds it. */
function reloaded({ entries }, now, queue = kept(), unsent = new Set(entries.map(({ id }) => id))) {
  const run = new Run(true);
  replay(run, queue, entries, unsent, now);
  return run;
}

function order(run) {
  return run.ready.map((place) => place.card.card);
}

test("without a step the day's cards are all there, and no more are promised", () => {
  const run = reloaded({ entries: [] }, NOON, kept({ reply: reply(CARDS.map((id) => card(id)), { counts: { new: 90, learning: 0, review: 0 } }) }));
  assert.deepEqual(order(run), CARDS);
  assert.equal(run.low, false);
});

test("a known card is gone after a reload, a forgotten one waits for its step as before", () => {
  const screen = new Screen();
  screen.answer(4, NOON);
  screen.answer(1, NOON + MINUTE);
  const run = reloaded(screen, NOON + MINUTE);
  assert.deepEqual(order(run), ["c"]);
  const [waiting] = run.waiting;
  assert.equal(waiting.card.card, "b");
  assert.equal(waiting.due, screen.run.waiting[0].due);
  assert.deepEqual(waiting.outcomes, screen.run.waiting[0].outcomes);
});

test("step after step is followed to the end of the nested outcomes", () => {
  const screen = new Screen(new Run(true), kept({}, [card("a")]));
  for (const minutes of [0, 1, 3]) {
    screen.answer(1, NOON + minutes * MINUTE);
    const run = reloaded(screen, NOON + minutes * MINUTE, kept({}, [card("a")]));
    assert.deepEqual(run.waiting, screen.run.waiting);
  }
  screen.answer(3, NOON + 5 * MINUTE);
  assert.equal(reloaded(screen, NOON + 5 * MINUTE, kept({}, [card("a")])).waiting.length, 0);
});

test("an answer that was taken back leaves the card as it was", () => {
  const screen = new Screen();
  screen.answer(1, NOON);
  screen.undo(NOON);
  const run = reloaded(screen, NOON);
  assert.equal(run.waiting.length, 0);
  assert.deepEqual(order(run).sort(), CARDS);
});

test("taking back an answer that the server knew brings its card back", () => {
  const screen = new Screen();
  screen.answer(4, NOON - MINUTE);
  const without = kept({}, [card("b"), card("c")]);
  screen.undo(NOON + MINUTE);
  assert.deepEqual(order(reloaded(screen, NOON + MINUTE, without, new Set())).sort(), CARDS);
});

test("what the server knew when it gave the cards changes nothing more", () => {
  const screen = new Screen();
  screen.answer(4, NOON - MINUTE);
  assert.deepEqual(order(reloaded(screen, NOON, kept(), new Set())), CARDS);
  const [{ id }] = screen.entries;
  assert.deepEqual(order(reloaded(screen, NOON, kept({ unsent: [id] }), new Set())), ["b", "c"]);
  assert.deepEqual(order(reloaded(screen, NOON, kept(), new Set([id]))), ["b", "c"]);
});

test("a card set aside does not come back, and the day's minutes are used up", () => {
  const screen = new Screen();
  screen.run.next(NOON);
  const place = screen.run.current;
  screen.run.setAside(screen.note(event("a", { type: "bury", rating: null, elapsed_ms: 0 }), place));
  screen.answer(4, NOON, { elapsed_ms: 90_000 });
  const run = reloaded(screen, NOON);
  assert.deepEqual(order(run), ["c"]);
  assert.equal(run.progress.minutes, 19);
});

test("in exam mode a failure comes once more, after the others, and then not again", () => {
  const queue = kept({ mode: "exam" }, CARDS.map((id) => card(id, { outcomes: {} })));
  const screen = new Screen(new Run(false, false), queue);
  screen.answer(1, NOON, { mode: "exam" });
  const run = new Run(false, false);
  replay(run, queue, screen.entries, new Set(), NOON);
  assert.deepEqual(order(run), ["b", "c", "a"]);
  const [{ event: first, place }] = screen.entries;
  screen.note({ ...first, id: "again" }, place);
  const after = new Run(false, false);
  replay(after, queue, screen.entries, new Set(), NOON);
  assert.deepEqual(order(after), ["b", "c"]);
});

test("a deck by itself begins anew, as it does with the server", () => {
  const screen = new Screen();
  screen.answer(4, NOON, { mode: "deck" });
  const run = new Run(false, true);
  replay(run, kept({ mode: "deck:1" }), screen.entries, new Set(), NOON);
  assert.deepEqual(order(run), CARDS);
  assert.deepEqual(order(reloaded(screen, NOON)), CARDS);
});

test("going on while a card is on the screen does not ask it twice", () => {
  const screen = new Screen();
  screen.answer(1, NOON);
  screen.answer(4, NOON);
  screen.run.next(NOON + 2 * MINUTE);
  replay(screen.run, kept(), screen.entries, new Set(), NOON + 2 * MINUTE);
  assert.equal(screen.run.current.card.card, "a");
  assert.deepEqual([...order(screen.run), ...screen.run.waiting.map((place) => place.card.card)], ["c"]);
});

test("after a reload the last hour's steps of this mode can be taken back, but none twice", () => {
  const screen = new Screen();
  screen.answer(3, NOON - 90 * MINUTE);
  screen.answer(4, NOON);
  screen.answer(1, NOON);
  screen.undo(NOON);
  const steps = undoable(screen.entries, "schedule", true, NOON);
  assert.deepEqual(steps.map(({ event }) => event.card), ["b"]);
  assert.equal(steps[0].returns, Date.parse(card("b").outcomes.easy.due));
  assert.deepEqual(undoable(screen.entries, "exam", false, NOON), []);
});
