import assert from "node:assert/strict";
import { test } from "node:test";

import { Run } from "../../app/web/static/js/queue.js";
import { card, event, MINUTE, NOON, reply } from "./made.js";

function started(...ids) {
  const run = new Run(true);
  run.take(reply(ids.map((id) => card(id))), new Set(), NOON);
  return run;
}

/** Show the next card and answer it; returns its id. */
function answer(run, rating, now) {
  const id = run.next(now).card.card;
  run.grade(rating, event(id, { rating }), now);
  return id;
}

function shown(run, now) {
  return run.next(now)?.card.card ?? null;
}

test("cards come in the server's order", () => {
  const run = started("a", "b", "c");
  assert.deepEqual([1, 2, 3].map(() => answer(run, 4, NOON)), ["a", "b", "c"]);
  assert.equal(run.next(NOON), null);
});

test("a forgotten card comes back when its minute is over, before the cards not yet seen", () => {
  const run = started("a", "b", "c", "d");
  answer(run, 1, NOON);
  assert.equal(answer(run, 4, NOON + MINUTE / 2), "b");
  assert.equal(shown(run, NOON + 2 * MINUTE), "a");
});

test("what came back has the nested outcomes, and leaves the run when they lead out", () => {
  const run = started("a");
  answer(run, 3, NOON);
  const place = run.next(NOON + 10 * MINUTE);
  assert.equal(place.card.card, "a");
  assert.equal(place.outcomes.good.phase, "review");
  run.grade(3, event("a"), NOON + 10 * MINUTE);
  assert.equal(run.next(NOON + 10 * MINUTE), null);
});

test("waiting times count from the answer, not from when the queue was made", () => {
  const run = started("a", "b");
  answer(run, 3, NOON + 5 * MINUTE);
  assert.equal(run.waiting[0].due, NOON + 15 * MINUTE);
});

test("at the end of a run, cards due within twenty minutes are asked ahead of time", () => {
  const run = started("a");
  answer(run, 3, NOON);
  assert.equal(shown(run, NOON + 1000), "a");
});

test("the card just answered steps back while there is another", () => {
  const run = started("a", "b");
  answer(run, 3, NOON); // due in ten minutes
  assert.equal(answer(run, 1, NOON), "b"); // due in one
  assert.equal(shown(run, NOON + 2000), "a");
});

test("where the nested outcomes end, the card returns without intervals and the server is asked", () => {
  const run = started("a");
  for (const minutes of [0, 1]) answer(run, 1, NOON + minutes * MINUTE);
  assert.equal(run.low, false);
  const place = run.next(NOON + 3 * MINUTE);
  assert.equal(place.outcomes, null);
  run.grade(1, event("a", { rating: 1 }), NOON + 3 * MINUTE);
  assert.equal(run.low, true);
  assert.equal(run.waiting.length, 1);
});

test("undo brings the card back as it was, and the one on the screen after it", () => {
  const run = started("a", "b", "c");
  const before = run.next(NOON);
  const given = event("a", { rating: 1 });
  run.grade(1, given, NOON);
  run.next(NOON);
  assert.equal(run.undo(), given);
  assert.equal(run.current, before);
  assert.equal(run.waiting.length, 0);
  assert.deepEqual(run.ready.map((place) => place.card.card), ["b", "c"]);
  assert.equal(run.answered, 0);
});

test("undo works when the card itself is on the screen again", () => {
  const run = started("a");
  answer(run, 1, NOON);
  run.next(NOON);
  run.undo();
  assert.equal(run.current.card.card, "a");
  assert.equal(run.current.outcomes.good.phase, "learning");
  assert.equal(run.ready.length + run.waiting.length, 0);
});

test("forty answers can be undone, and then there is nothing left to undo", () => {
  const ids = Array.from({ length: 40 }, (_, index) => `card-${index}`);
  const run = started(...ids);
  for (const _ of ids) answer(run, 4, NOON);
  const undone = ids.map(() => run.undo().card);
  assert.deepEqual(undone.reverse(), ids);
  assert.equal(run.undo(), null);
  assert.equal(run.ready.length, 39);
});

test("a card set aside is gone, is no answer, and undo brings it back", () => {
  const run = started("a", "b");
  run.next(NOON);
  run.setAside(event("a", { type: "bury", rating: null }));
  assert.equal(run.answered, 0);
  assert.equal(shown(run, NOON), "b");
  assert.equal(run.undo().type, "bury");
  assert.equal(run.current.card.card, "a");
});

test("a fetch brings in new cards but none that is here, or was answered meanwhile", () => {
  const run = started("a", "b", "c");
  answer(run, 3, NOON);
  run.next(NOON);
  const more = ["a", "b", "c", "d"].map((id) => card(id));
  run.take(reply(more), new Set(["a"]), NOON);
  assert.equal(run.current.card.card, "b");
  assert.deepEqual(run.ready.map((place) => place.card.card), ["c", "d"]);
  assert.deepEqual(run.waiting.map((place) => place.card.card), ["a"]);
});

test("the server's word on a waiting card replaces ours once it knows every answer", () => {
  const run = started("a", "b");
  answer(run, 3, NOON);
  const due = NOON + 7 * MINUTE;
  const state = { phase: "learning", due: new Date(due).toISOString() };
  run.take(reply([card("a", { state })]), new Set(), NOON);
  assert.deepEqual(run.waiting.map((place) => place.due), [due]);
});

test("learning cards that are not due yet wait, those that are come first in line", () => {
  const run = new Run(true);
  const state = (minutes) => ({ phase: "learning", due: new Date(NOON + minutes * MINUTE).toISOString() });
  run.take(reply([card("later", { state: state(8) }), card("a"), card("now", { state: state(-1) })]), new Set(), NOON);
  assert.equal(run.waiting[0].card.card, "later");
  assert.deepEqual(run.ready.map((place) => place.card.card), ["a", "now"]);
});

test("more is fetched when few are left here and the server has others", () => {
  const run = new Run(true);
  run.take(reply([card("a"), card("b")], { counts: { new: 9, learning: 0, review: 3 } }), new Set(), NOON);
  assert.equal(run.beyond, 10);
  assert.equal(run.low, true);
  run.take(reply([card("a"), card("b")]), new Set(), NOON);
  assert.equal(run.low, false);
});

test("without a schedule a failure returns after five others, and a success does not", () => {
  const run = new Run(false);
  run.take(reply("abcdefgh".split("").map((id) => card(id, { outcomes: {} }))), new Set(), NOON);
  const order = [answer(run, 1, NOON)];
  for (let n = 0; n < 8; n += 1) order.push(answer(run, 3, NOON));
  assert.equal(order.join(""), "abcdefagh");
  assert.equal(run.next(NOON), null);
});

test("progress counts answers, what is left, and the day's minutes at a minute an answer at most", () => {
  const run = started("a", "b", "c");
  run.next(NOON);
  run.grade(4, event("a", { elapsed_ms: 600_000 }), NOON);
  run.next(NOON);
  assert.deepEqual(run.progress, { answered: 1, left: 2, minutes: 19 });
  run.undo();
  assert.deepEqual(run.progress, { answered: 0, left: 3, minutes: 20 });
});

test("the summary counts first answers, and knows when the first card returns", () => {
  const run = started("a", "b");
  answer(run, 1, NOON);
  answer(run, 4, NOON);
  const { cards, known, fresh, next } = run.summary;
  assert.deepEqual(cards.map((one) => [one.card.card, one.first, one.last]), [["a", 1, 1], ["b", 4, 4]]);
  assert.deepEqual([known, fresh, next], [1, 2, NOON + MINUTE]);
});

/** A run of exam mode. */
function examRun(ids, changes = {}, phase = "review") {
  const run = new Run(false, false);
  const cards = ids.split("").map((id) => card(id, { outcomes: {}, state: { phase, due: null } }));
  run.take(reply(cards, { mode: "exam", repeat_failed: true, ...changes }), new Set(), NOON);
  return run;
}

test("in exam mode a failure comes back once, after five others", () => {
  const run = examRun("abcdefgh");
  const order = [answer(run, 1, NOON)];
  for (let n = 0; n < 5; n += 1) order.push(answer(run, 3, NOON));
  order.push(answer(run, 1, NOON));
  for (let n = 0; n < 2; n += 1) order.push(answer(run, 3, NOON));
  assert.equal(order.join(""), "abcdefagh");
  assert.equal(run.next(NOON), null);
});

test("in exam mode a failure comes back after all first showings", () => {
  const run = examRun("abcdefgh", {}, "new");
  const order = [answer(run, 1, NOON)];
  for (let n = 0; n < 8; n += 1) order.push(answer(run, 3, NOON));
  assert.equal(order.join(""), "abcdefgha");
});

test("where first showings press, a failure waits until all others are done", () => {
  const run = examRun("abcdefgh", { repeat_failed: false });
  const order = [answer(run, 1, NOON)];
  for (let n = 0; n < 8; n += 1) order.push(answer(run, 3, NOON));
  assert.equal(order.join(""), "abcdefgha");
});

test("a fetch in exam mode leaves a waiting failure in its place", () => {
  const run = examRun("abcdefgh");
  answer(run, 1, NOON);
  const again = reply(["a", "b"].map((id) => card(id, { outcomes: {} })), { repeat_failed: true });
  run.take(again, new Set(), NOON);
  assert.deepEqual(run.waiting.map((place) => place.card.card), ["a"]);
});

test("in exam mode a card in a learning step is shown at once, and more is fetched", () => {
  const state = { phase: "learning", due: new Date(NOON + MINUTE).toISOString() };
  const run = new Run(false, false);
  const counts = { new: 30, learning: 0, review: 1 };
  run.take(reply([card("a", { state, outcomes: {} })], { counts, repeat_failed: true }), new Set(), NOON);
  assert.equal(run.low, true);
  assert.equal(shown(run, NOON), "a");
});
