import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../app/web/static/js/api.js";
import { BATCH, Outbox } from "../../app/web/static/js/outbox.js";
import { alone } from "../../app/web/static/js/tabs.js";
import { event, Kept, oneAtATime } from "./made.js";

/** A server that stores, or fails as told; `later` collects what is to be tried again. */
class World {
  constructor(user = "anna") {
    this.kept = new Kept();
    this.locks = oneAtATime();
    this.batches = [];
    this.tokens = [];
    this.timers = [];
    this.fail = null;
    this.login = { user: { id: user, name: user }, csrf: "fresh" };
  }

  async outbox(user = "anna", csrf = "from-page") {
    return new Outbox(user, csrf, {
      keep: await this.kept.open(user),
      send: async (events, csrf) => {
        this.tokens.push(csrf);
        const failure = this.fail?.(events, csrf);
        if (failure) throw failure;
        this.batches.push(events.map((one) => one.id));
        return {
          results: events.map((one) => ({ id: one.id, status: "stored" })),
          server_time: "2027-03-01T12:00:00Z",
        };
      },
      session: async () => {
        if (this.login instanceof Failure) throw this.login;
        return this.login;
      },
      later: (work, milliseconds) => this.timers.push({ work, milliseconds }),
      alone: (work) => alone(`outbox:${user}`, work, this.locks),
      changed: () => {},
    });
  }

  get stored() {
    return this.batches.flat();
  }
}

async function put(outbox, ...events) {
  for (const one of events) outbox.add(one);
  await outbox.flush();
}

test("an event is stored before it is sent, and forgotten once the server has it", async () => {
  const world = new World();
  const outbox = await world.outbox();
  const answer = event("a");
  outbox.add(answer);
  assert.equal(world.kept.local.length, 1);
  await outbox.flush();
  assert.deepEqual(world.stored, [answer.id]);
  assert.equal(world.kept.local.length, 0);
  assert.deepEqual(await world.kept.store("anna").all("events"), []);
  assert.equal(outbox.count, 0);
});

test("an event that comes in as the last one leaves is not forgotten", async () => {
  const world = new World();
  const outbox = await world.outbox();
  const idle = outbox.flush(); // has nothing to do, but is not done yet
  outbox.add(event("a"));
  await idle;
  assert.equal(world.stored.length, 1);
});

test("without a connection events stay, and go out in order when it is back", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(0, "no network");
  const answers = [event("a"), event("b"), event("c")];
  await put(outbox, ...answers);
  assert.equal(outbox.obstacle, "offline");
  assert.equal(outbox.count, 3);
  world.fail = null;
  await outbox.flush();
  assert.deepEqual(world.stored, answers.map((one) => one.id));
  assert.equal(outbox.obstacle, null);
});

test("the page of tomorrow sends what the page of today could not", async () => {
  const world = new World();
  world.fail = () => new Failure(503, "busy");
  const answer = event("a");
  await put(await world.outbox(), answer);
  world.fail = null;
  await (await world.outbox()).flush();
  assert.deepEqual(world.stored, [answer.id]);
  assert.deepEqual(await world.kept.store("anna").all("events"), []);
});

test("waiting doubles from one second to a minute, and starts anew after a success", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(503, "busy");
  await put(outbox, event("a"));
  for (let round = 0; round < 7; round += 1) {
    world.timers.at(-1).work();
    await outbox.flush();
  }
  const waits = world.timers.map((timer) => timer.milliseconds / 1000);
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
  world.fail = null;
  world.timers.at(-1).work();
  await outbox.flush();
  world.fail = () => new Failure(503, "busy");
  await put(outbox, event("b"));
  assert.equal(world.timers.at(-1).milliseconds, 1000);
});

test("while a try is planned no second one is", async () => {
  const world = new World();
  world.fail = () => new Failure(0, "no network");
  const outbox = await world.outbox();
  await put(outbox, event("a"));
  await put(outbox, event("b"));
  assert.equal(world.timers.length, 1);
});

test("Retry-After is obeyed", async () => {
  const world = new World();
  world.fail = () => new Failure(503, "busy", 7);
  await put(await world.outbox(), event("a"));
  assert.deepEqual(world.timers.map((timer) => timer.milliseconds), [7000]);
});

test("many events go out in batches of five hundred", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(0, "no network");
  await put(outbox, ...Array.from({ length: 1201 }, () => event("a")));
  world.fail = null;
  await outbox.flush();
  assert.deepEqual(world.batches.map((batch) => batch.length), [BATCH, BATCH, 201]);
});

test("an old token is replaced by a fresh one and the events go out at once", async () => {
  const world = new World();
  world.fail = (_, csrf) => (csrf === "fresh" ? null : new Failure(403, "token"));
  await put(await world.outbox(), event("a"));
  assert.deepEqual(world.tokens, ["from-page", "fresh"]);
  assert.equal(world.stored.length, 1);
});

test("after an expired log-in the events stay until their user is back", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(401, "log in");
  world.login = new Failure(401, "log in");
  await put(outbox, event("a"));
  assert.equal(outbox.obstacle, "signed-out");
  assert.equal(world.timers.length, 0);
  world.fail = null;
  world.login = { user: { id: "anna", name: "Anna" }, csrf: "new" };
  await outbox.recheck();
  assert.deepEqual(world.tokens, ["from-page", "new"]);
  assert.equal(outbox.count, 0);
});

test("another user's log-in gets none of them", async () => {
  const world = new World("berta");
  const outbox = await world.outbox("anna");
  world.fail = (_, csrf) => (csrf === "fresh" ? null : new Failure(403, "token"));
  await put(outbox, event("a"));
  assert.equal(outbox.obstacle, "other-user");
  assert.equal(outbox.count, 1);
  await (await world.outbox("berta")).flush();
  assert.deepEqual(world.stored, []);
  await outbox.recheck();
  assert.deepEqual(world.stored, []);
});

test("duplicates are done; what the server refuses is kept aside with its reason", async () => {
  const world = new World();
  const [twice, foreign] = [event("a"), event("b")];
  const outbox = new Outbox("anna", "token", {
    keep: await world.kept.open("anna"),
    send: async () => ({
      results: [
        { id: twice.id, status: "duplicate" },
        { id: foreign.id, status: "rejected", reason: "This card is in none of your courses." },
      ],
      server_time: "",
    }),
    session: async () => world.login,
    later: () => {},
    alone: (work) => work(),
    changed: () => {},
  });
  await put(outbox, twice, foreign);
  assert.equal(outbox.count, 0);
  assert.deepEqual(outbox.refused, ["This card is in none of your courses."]);
  const [refused] = await world.kept.store("anna").all("refused");
  assert.equal(refused.event.id, foreign.id);
});

test("one unreadable event does not hold up the others", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(0, "no network");
  const [good, bad, last] = [event("a"), event("bad"), event("c")];
  await put(outbox, good, bad, last);
  world.fail = (events) => (events.some((one) => one.card === "bad") ? new Failure(422, "bad") : null);
  await outbox.flush();
  assert.deepEqual(world.stored, [good.id, last.id]);
  assert.deepEqual(outbox.refused, ["bad"]);
});

test("a batch that is too large for a proxy goes out in parts, and none is refused", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(0, "no network");
  for (let number = 0; number < 90; number += 1) outbox.add(event(`card-${number}`));
  await outbox.flush();
  world.fail = (events) => (events.length > 30 ? new Failure(413, "too large") : null);
  await outbox.flush();
  assert.equal(world.stored.length, 90);
  assert.equal(new Set(world.stored).size, 90);
  assert.deepEqual(outbox.refused, []);
  assert.ok(world.tokens.length < 12, `${world.tokens.length} calls`);
});

test("an event that the server fails at waits until the others are through, and is not given up", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(0, "no network");
  const all = ["a", "b", "bad", "c", "d"].map((card) => event(card));
  await put(outbox, ...all);
  world.fail = (events) => (events.some((one) => one.card === "bad") ? new Failure(500, "broken") : null);
  for (let tries = 0; tries < 12; tries += 1) {
    world.timers.shift()?.work();
    await outbox.flush();
  }
  assert.equal(world.stored.length, 4);
  assert.deepEqual([outbox.count, outbox.obstacle, outbox.refused], [1, "busy", []]);
  world.fail = null;
  world.timers.shift().work();
  await outbox.flush();
  assert.equal(outbox.count, 0);
});

test("a server that is asked too often is left alone for as long as it says", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(429, "slow down", 90);
  await put(outbox, event("a"));
  assert.equal(outbox.obstacle, "busy");
  assert.deepEqual(world.timers.map(({ milliseconds }) => milliseconds), [90_000]);
});

test("a reply that names no event is no reason to send for ever", async () => {
  const world = new World();
  let calls = 0;
  const outbox = new Outbox("anna", "token", {
    keep: await world.kept.open("anna"),
    send: async () => {
      calls += 1;
      return { results: [], server_time: "" };
    },
    session: async () => world.login,
    later: () => {},
    alone: (work) => work(),
    changed: () => {},
  });
  await put(outbox, event("a"));
  assert.equal(calls, 1);
  assert.equal(outbox.count, 1);
  assert.equal(outbox.obstacle, "busy");
});

test("two tabs keep their events side by side", async () => {
  const world = new World();
  world.fail = () => new Failure(0, "no network");
  const [one, two] = [await world.outbox(), await world.outbox()];
  await put(one, event("a"));
  await put(two, event("b"));
  world.fail = null;
  await (await world.outbox()).flush();
  assert.equal(world.stored.length, 2);
});

test("of two tabs that send at once, each event is sent by one", async () => {
  const world = new World();
  const [one, two] = [await world.outbox(), await world.outbox()];
  const answers = Array.from({ length: 10 }, () => event("a"));
  answers.forEach((answer, place) => (place % 2 ? one : two).add(answer));
  await Promise.all([one.flush(), two.flush()]);
  assert.deepEqual(world.stored.sort(), answers.map(({ id }) => id).sort());
  assert.deepEqual(new Set(answers.map(({ seq }) => seq)).size, 10);
  assert.deepEqual([one.count, two.count], [0, 0]);
});

test("a page that no server has filled in asks for the token before it sends", async () => {
  const world = new World();
  await put(await world.outbox("anna", ""), event("a"));
  assert.deepEqual(world.tokens, ["fresh"]);
  world.login = { user: { id: "berta", name: "Berta" }, csrf: "hers" };
  const outbox = await world.outbox("anna", "");
  await put(outbox, event("b"));
  assert.deepEqual(world.tokens, ["fresh"]);
  assert.equal(outbox.obstacle, "other-user");
});

test("a store that takes nothing does not lose the event", async () => {
  const world = new World();
  world.kept.store("anna").numbered = async () => {
    throw new Error("QuotaExceededError");
  };
  world.fail = () => new Failure(0, "no network");
  const outbox = await world.outbox();
  await put(outbox, event("a"));
  assert.equal(outbox.count, 1);
  assert.equal(world.kept.local.length, 1);
  world.fail = null;
  await outbox.flush();
  assert.equal(world.stored.length, 1);
  assert.equal(world.kept.local.length, 0);
});

test("it tells which cards the server may not know the latest of", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(0, "no network");
  await put(outbox, event("a"), event("b"), event("a"));
  assert.deepEqual(outbox.cards, new Set(["a", "b"]));
});

test("a server that is not ours, which knows no such address, makes nobody give up an answer", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(404, "");
  const answers = [event("a"), event("b")];
  await put(outbox, ...answers);
  assert.deepEqual([outbox.obstacle, outbox.count, outbox.refused], ["busy", 2, []]);
  world.fail = null;
  world.timers.at(-1).work();
  await outbox.flush();
  assert.deepEqual(world.stored, answers.map(({ id }) => id));
});

test("a disk that is full as the reply comes is no reason to send again and again", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => {
    outbox.connections.keep.store.change = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    return world.batches.length > 3 ? new Failure(0, "endless") : null;
  };
  await put(outbox, event("a"));
  assert.deepEqual([world.batches.length, outbox.count, outbox.obstacle], [1, 0, null]);
});

test("a store that breaks while the page is open makes it forget no answer", async () => {
  const world = new World();
  const outbox = await world.outbox();
  world.fail = () => new Failure(0, "no network");
  const answer = event("a");
  await put(outbox, answer);
  outbox.connections.keep.store.all = () => Promise.reject(new DOMException("", "InvalidStateError"));
  await outbox.recheck();
  assert.equal(outbox.count, 1);
  world.fail = null;
  await outbox.flush();
  assert.deepEqual([world.stored, outbox.count], [[answer.id], 0]);
});
