import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock, Stopwatch, zoneName } from "../../app/web/static/js/clock.js";
import { NOON } from "./made.js";

test("a device that is an hour slow is corrected by the middle of the call", () => {
  let wall = NOON - 3_600_000;
  const clock = new Clock(() => wall);
  clock.sync("2027-03-01T12:00:00Z", wall - 100, wall + 100);
  assert.equal(clock.now(), NOON);
  wall += 5000;
  assert.equal(clock.iso(), "2027-03-01T12:00:05.000Z");
});

test("no answer gets a time before another's, whatever device and server say", () => {
  let wall = NOON;
  const clock = new Clock(() => wall);
  const first = clock.iso();
  wall -= 60_000;
  assert.equal(clock.iso(), first);
  clock.sync("2027-03-01T11:00:00Z", wall, wall);
  assert.equal(clock.iso(), first);
});

test("a device that is hours fast is believed only until the server has said the time", () => {
  const wall = NOON + 3 * 3_600_000;
  const clock = new Clock(() => wall);
  assert.equal(clock.now(), wall);
  clock.sync("2027-03-01T12:00:00Z", wall, wall);
  assert.equal(clock.now(), NOON);
  assert.equal(clock.iso(), "2027-03-01T12:00:00.000Z");
});

test("a server time that cannot be read changes nothing", () => {
  const clock = new Clock(() => NOON);
  clock.sync("soon", NOON, NOON);
  assert.equal(clock.now(), NOON);
});

test("the stopwatch does not count time in the background", () => {
  let ticks = 0;
  const watch = new Stopwatch(() => ticks);
  watch.start();
  ticks = 3000;
  watch.pause();
  ticks = 60_000;
  watch.resume();
  watch.resume();
  ticks = 61_000;
  assert.equal(watch.elapsed(), 4000);
  watch.start();
  assert.equal(watch.elapsed(), 0);
});

test("where the browser names no zone, the account's is taken", () => {
  assert.equal(zoneName("America/Lima", "UTC"), "America/Lima");
  assert.equal(zoneName("UTC", "Europe/Vienna"), "UTC");
  for (const odd of [undefined, "", "Etc/Unknown", "+02:00"]) {
    assert.equal(zoneName(odd, "Europe/Vienna"), "Europe/Vienna");
  }
});

test("a clock that is set, or a computer that sleeps, during a call does not spoil the time", () => {
  for (const [sent, received] of [[NOON - 3 * 3_600_000, NOON], [NOON + 3_600_000, NOON]]) {
    const clock = new Clock(() => received);
    clock.sync("2027-03-01T12:00:00Z", sent, received);
    assert.ok(Math.abs(clock.now() - NOON) <= 10_000);
  }
});
