import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock } from "../../app/web/static/js/clock.js";
import { EventMaker, itemsDetail } from "../../app/web/static/js/events.js";
import { card, NOON } from "./made.js";

function maker() {
  return new EventMaker("schedule", "Europe/Vienna", "device-id", new Clock(() => NOON), () => "event-id");
}

test("an event says who, what, when and where, with every key of the interface", () => {
  const made = maker().make({
    type: "review",
    card: card("a", { version: 7 }),
    rating: 3,
    elapsed: 4200,
    detail: { items: { x: true } },
  });
  assert.deepEqual(made, {
    id: "event-id",
    device: "device-id",
    seq: 0,
    type: "review",
    mode: "schedule",
    card: "a",
    version: 7,
    rating: 3,
    target: null,
    answered_at: "2027-03-01T12:00:00.000Z",
    zone: "Europe/Vienna",
    elapsed_ms: 4200,
    detail: { items: { x: true } },
  });
});

test("a retract names its target", () => {
  const made = maker().make({ type: "retract", card: card("a"), target: "other" });
  assert.deepEqual([made.type, made.target, made.rating], ["retract", "other", null]);
});

test("ticks are told as they are, once one is made or the list was forgotten", () => {
  const some = new Map([["x", true], ["y", false]]);
  const none = new Map([["x", false], ["y", false]]);
  assert.deepEqual(itemsDetail(some, 3), { items: { x: true, y: false } });
  assert.deepEqual(itemsDetail(none, 1), { items: { x: false, y: false } });
  assert.deepEqual(itemsDetail(none, 3), {});
  assert.deepEqual(itemsDetail(new Map(), 1), {});
});
