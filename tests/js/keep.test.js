import assert from "node:assert/strict";
import { test } from "node:test";

import { Journal } from "../../app/web/static/js/journal.js";
import { Keep } from "../../app/web/static/js/keep.js";
import { card, event, Kept, MINUTE, NOON, reply } from "./made.js";

const PLACE = { card: card("a"), outcomes: card("a").outcomes, base: NOON, due: 0, after: 0 };
const DAY = 24 * 60 * MINUTE;

function queue(slug, taken = NOON) {
  return { slug, mode: "schedule", taken, unsent: [], reply: reply([card("a")]) };
}

test("a browser keeps its id for a student, and its numbers go on after a reload and in a second tab", async () => {
  const kept = new Kept();
  const [first, second] = [await kept.open("anna"), await kept.open("anna")];
  const answers = [event("a"), event("b"), event("c")];
  await Promise.all(answers.map((answer, place) => [first, second][place % 2].add(answer)));
  assert.deepEqual(answers.map(({ seq }) => seq), [1, 2, 3]);
  const later = event("d");
  const third = await kept.open("anna");
  await third.add(later);
  assert.equal(later.seq, 4);
  assert.equal(third.device, "device");
  assert.deepEqual((await third.unsent()).map(({ card }) => card), ["a", "b", "c", "d"]);
});

test("an event is in the journal at once, in the store a moment later, and in neither once it is sent", async () => {
  const kept = new Kept();
  const keep = await kept.open("anna");
  const adding = keep.add(event("a"));
  assert.equal(kept.local.length, 1);
  await adding;
  const [one, ...others] = await keep.unsent();
  assert.equal(others.length, 0);
  assert.equal(kept.local.length, 1);
  await keep.forget([one], []);
  assert.equal(kept.local.length, 0);
  assert.equal((await keep.unsent()).length, 0);
});

test("answers outlive a store that the browser has emptied, under their old numbers", async () => {
  const kept = new Kept();
  const keep = await kept.open("anna");
  for (const card of ["a", "b"]) await keep.add(event(card, { seq: 0 }));
  kept.stores.clear();
  const unsent = await (await kept.open("anna")).unsent();
  assert.deepEqual(unsent.map(({ card, seq }) => [card, seq]), [["a", 1], ["b", 2]]);
});

test("an answer that only the page has is known to be fragile until somebody has it", async () => {
  const kept = new Kept();
  const keep = await kept.open("anna");
  kept.local.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const numbered = keep.store.numbered;
  keep.store.numbered = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  const answer = event("a", { seq: 0 });
  await keep.add(answer);
  assert.deepEqual([...keep.fragile], [answer.id]);
  assert.deepEqual((await keep.unsent()).map(({ id }) => id), [answer.id]);
  keep.store.numbered = numbered;
  await keep.add(event("b", { seq: 0 }));
  assert.deepEqual([...keep.fragile], [answer.id]); // the second is in the store
  await keep.forget([answer], []);
  assert.equal(keep.fragile.size, 0);
});

test("what a page left in the journal as it was closed is taken in by the next one", async () => {
  const kept = new Kept();
  const keep = await kept.open("anna");
  keep.store.numbered = () => new Promise(() => {});
  void keep.add(event("a", { seq: 0 }));
  kept.stores.clear();
  const unsent = await (await kept.open("anna")).unsent();
  assert.deepEqual(unsent.map(({ card, seq }) => [card, seq]), [["a", 1]]);
});

test("answers kept before there was a store keep their numbers, and the device goes on counting", async () => {
  const kept = new Kept();
  kept.local.setItem("retain:v1:device", "old");
  kept.local.setItem("retain:v1:sequence", "41");
  for (const seq of [40, 41]) {
    const before = event(`card-${seq}`, { seq, device: "old" });
    kept.local.setItem(`retain:v1:outbox:anna:${before.id}`, JSON.stringify(before));
  }
  const keep = await kept.open("anna");
  assert.equal(keep.device, "old");
  assert.deepEqual((await keep.unsent()).map(({ seq }) => seq), [40, 41]);
  const next = event("a");
  await keep.add(next);
  assert.ok(next.seq > 41);
});

test("an unreadable entry of the journal is passed over, and nobody else's is touched", async () => {
  const kept = new Kept();
  kept.local.setItem("retain:v1:outbox:anna:x", "{not json");
  kept.local.setItem("retain:v1:outbox:berta:y", JSON.stringify(event("hers")));
  assert.deepEqual(await (await kept.open("anna")).unsent(), []);
  assert.equal((await (await kept.open("berta")).unsent()).length, 1);
});

test("where there is no store that lasts, the journal keeps what is unsent", async () => {
  const kept = new Kept();
  kept.store("anna").durable = false;
  const keep = await kept.open("anna");
  kept.store("anna").durable = false;
  const answer = event("a");
  await keep.add(answer);
  assert.equal(kept.local.length, 1);
  kept.stores.clear();
  assert.deepEqual((await (await kept.open("anna")).unsent()).map(({ id }) => id), [answer.id]);
  await keep.forget([answer], []);
  assert.equal(kept.local.length, 0);
});

test("wiping the journal takes what is this user's, and who read here last", async () => {
  const kept = new Kept();
  const keep = await kept.open("anna");
  for (const key of ["outbox:anna:1", "refused:anna:2", "who", "outbox:berta:3"]) kept.local.setItem(`retain:v1:${key}`, "{}");
  keep.journal.wipe();
  assert.deepEqual([...kept.local.entries.keys()], ["retain:v1:outbox:berta:3"]);
});

test("the cards of at most twelve places are kept, those fetched last", async () => {
  const keep = await new Kept().open("anna");
  for (let n = 0; n < 15; n += 1) await keep.saveQueue(queue(`course-${n}`, NOON + n));
  const slugs = (await keep.store.all("queues")).map(({ slug }) => slug).sort();
  assert.equal(slugs.length, 12);
  assert.equal(await keep.queue("course-2", "schedule"), undefined);
  assert.equal((await keep.queue("course-14", "schedule")).slug, "course-14");
});

test("old steps go when cards are fetched anew, unless they are unsent", async () => {
  const keep = await new Kept().open("anna");
  const at = (time) => ({ answered_at: new Date(time).toISOString() });
  const [sent, waiting, fresh] = [event("a", at(NOON - 3 * DAY)), event("b", at(NOON - 3 * DAY)), event("c", at(NOON))];
  for (const one of [sent, waiting, fresh]) await keep.add(one, PLACE, "crm");
  await keep.forget([sent, fresh], []);
  await keep.saveQueue(queue("crm"));
  assert.deepEqual((await keep.steps("crm")).map(({ event }) => event.card), ["b", "c"]);
  assert.deepEqual(await keep.steps("other"), []);
});

test("two tabs that are opened at once are one device, and count together", async () => {
  const kept = new Kept();
  const opened = ["one", "two"].map((id) => new Keep("anna", kept.store("anna"), new Journal(kept.local, "anna")).open(() => id));
  const [first, second] = await Promise.all(opened);
  assert.equal(first.device, second.device);
  const answers = [event("a"), event("b"), event("c")];
  for (const [place, answer] of answers.entries()) await [first, second, first][place].add(answer);
  assert.deepEqual(answers.map(({ seq }) => seq), [1, 2, 3]);
});

test("what the server has is unsent no more, even where the store cannot let it go", async () => {
  const keep = await new Kept().open("anna");
  const [one, other] = [event("a"), event("b")];
  for (const answer of [one, other]) await keep.add(answer);
  keep.store.change = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  await keep.forget([one], []);
  assert.deepEqual((await keep.unsent()).map(({ id }) => id), [other.id]);
});
