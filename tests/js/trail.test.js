import assert from "node:assert/strict";
import { test } from "node:test";

import { MemoryStore } from "../../app/web/static/js/device.js";
import { Run } from "../../app/web/static/js/queue.js";
import { KEPT, Trail } from "../../app/web/static/js/trail.js";
import { card, DAY, event, NOON, reply } from "./made.js";

const step = (id, at = NOON) => ({
  event: event(id, { answered_at: new Date(at).toISOString() }),
  place: { card: card(id), outcomes: null, base: NOON, due: 0, after: 0 },
  returns: null,
});

test("the last steps are there again after a reload, and no more than are kept", () => {
  const store = new MemoryStore();
  const trail = new Trail(store, "kim", "crm:schedule");
  for (let number = 0; number < KEPT + 5; number += 1) trail.push(step(`card ${number}`));
  const again = new Trail(store, "kim", "crm:schedule").load(NOON);
  assert.equal(again.length, KEPT);
  assert.ok(KEPT >= 30);
  assert.deepEqual([again.at(0).event.card, again.at(-1).event.card], ["card 5", "card 44"]);
});

test("what was undone is forgotten, and a new step takes its place", () => {
  const store = new MemoryStore();
  const trail = new Trail(store, "kim", "crm:schedule");
  for (const id of ["a", "b", "c"]) trail.push(step(id));
  trail.pop();
  trail.push(step("d"));
  assert.deepEqual(trail.load(NOON).map((one) => one.event.card), ["a", "b", "d"]);
});

test("each student and each run has its own, and a day later there is none", () => {
  const store = new MemoryStore();
  new Trail(store, "kim", "crm:schedule").push(step("a"));
  assert.deepEqual(new Trail(store, "ann", "crm:schedule").load(NOON), []);
  assert.deepEqual(new Trail(store, "kim", "crm:exam").load(NOON), []);
  assert.deepEqual(new Trail(store, "kim", "crm:schedule").load(NOON + 2 * DAY), []);
  assert.equal(store.length, 0);
});

test("what cannot be read is left out, and a full store hurts nobody", () => {
  const store = new MemoryStore();
  store.setItem("retain:v1:undo:kim:crm:schedule:1", "{");
  const trail = new Trail(store, "kim", "crm:schedule");
  assert.deepEqual(trail.load(NOON), []);
  store.setItem = () => {
    throw new Error("full");
  };
  trail.push(step("a"));
  assert.deepEqual(trail.load(NOON), []);
});

test("steps from before can be undone, and count for nothing in this run", () => {
  const run = new Run(true);
  run.take(reply([card("b")]), new Set(), NOON);
  run.remember([step("a")]);
  assert.deepEqual([run.answered, run.summary.cards.length], [0, 0]);
  run.next(NOON);
  assert.equal(run.undo().card, "a");
  assert.equal(run.current.card.card, "a");
  assert.equal(run.undo(), null);
});
