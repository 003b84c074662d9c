import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../app/web/static/js/api.js";
import { Clock } from "../../app/web/static/js/clock.js";
import { Outbox } from "../../app/web/static/js/outbox.js";
import { Run } from "../../app/web/static/js/queue.js";
import { CardSource } from "../../app/web/static/js/source.js";
import { card, event, Kept, NOON, reply } from "./made.js";

/** A source whose server answers as told, in a browser that keeps what it is given. */
async function source(answer, kept) {
  const keep = await new Kept().open("ann");
  if (kept) await keep.saveQueue({ slug: "crm", mode: "schedule", taken: NOON, unsent: [], reply: kept });
  const outbox = new Outbox("ann", "token", {
    keep,
    send: async () => ({ results: [], server_time: "" }),
    session: async () => ({ user: { id: "ann", name: "Ann" }, csrf: "token" }),
    later: () => {},
    alone: (work) => work(),
    changed: () => {},
  });
  const asked = [];
  const api = {
    queue: async (...query) => {
      asked.push(query);
      return answer(asked.length);
    },
  };
  const known = [];
  const know = async ({ cards }) => known.push(cards.map((one) => one.card));
  const made = new CardSource("crm", "schedule", new Run(true), { api, clock: new Clock(() => NOON), keep, outbox, know });
  return Object.assign(made, { asked, known });
}

const unreachable = () => {
  throw new Failure(0, "no connection");
};
const ready = ({ run }) => run.ready.map((place) => place.card.card);

test("the server's cards go into the run, and two who ask at once share one call", async () => {
  const made = await source(() => reply([card("a"), card("b")]));
  assert.deepEqual(await Promise.all([made.fetch(), made.fetch()]), [null, null]);
  assert.deepEqual(ready(made), ["a", "b"]);
  assert.deepEqual([made.asked.length, made.known], [1, [["a", "b"]]]);
  assert.equal(made.run.kept, false);
});

test("without a server the kept cards go on, and the run says so", async () => {
  const made = await source(unreachable, reply([card("a")]));
  assert.equal(await made.fetch(), null);
  assert.deepEqual([ready(made), made.run.kept], [["a"], true]);
});

test("where nothing is kept, or the server refuses, what went wrong comes out", async () => {
  assert.equal((await (await source(unreachable)).fetch()).status, 0);
  const refused = await source(() => Promise.reject(new Failure(403, "not yours")), reply([card("a")]));
  assert.equal((await refused.fetch()).status, 403);
  assert.deepEqual(ready(refused), []);
});

test("a card that was answered while the cards were on their way is not taken from them", async () => {
  const made = await source(() => {
    made.touched.add(event("a").card);
    return reply([card("a"), card("b")]);
  });
  await made.fetch();
  assert.deepEqual(ready(made), ["b"]);
});

test("more than the day's allowance is asked for once somebody wants it", async () => {
  const made = await source(() => reply([], { counts: { new: 3, learning: 0, review: 0 } }));
  assert.equal(await made.hasMore(), true);
  made.askForMore();
  await made.fetch();
  assert.deepEqual(made.asked, [["crm", "schedule", 0, 10], ["crm", "schedule", 20, 10]]);
});

test("another tab that hangs while it sends holds up no cards", async (t) => {
  const made = await source(() => reply([card("a"), card("b")]));
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { outbox } = made.connections;
  outbox.connections.alone = () => new Promise(() => {});
  outbox.add(event("a"));
  const fetching = made.fetch();
  t.mock.timers.tick(8_000);
  assert.equal(await fetching, null);
  assert.deepEqual(ready(made), ["b"]); // the server may not know the answer to the other
});

test("kept cards that another build cannot read are as if there were none", async () => {
  const made = await source(unreachable, { ...reply([card("a")]), cards: null });
  assert.equal((await made.fetch()).status, 0);
});
