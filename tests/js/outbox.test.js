import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../app/web/static/js/api.js";
import { MemoryStore } from "../../app/web/static/js/device.js";
import { BATCH, Outbox } from "../../app/web/static/js/outbox.js";
import { event } from "./made.js";

/** A server that stores, or fails as told; `later` collects what is to be tried again. */
class World {
  constructor(user = "anna") {
    this.store = new MemoryStore();
    this.batches = [];
    this.tokens = [];
    this.timers = [];
    this.fail = null;
    this.login = { user: { id: user, name: user }, csrf: "fresh" };
  }

  outbox(user = "anna") {
    return new Outbox(user, "from-page", {
      store: this.store,
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
  const outbox = world.outbox();
  const answer = event("a");
  outbox.add(answer);
  assert.equal(world.store.length, 1);
  await outbox.flush();
  assert.deepEqual(world.stored, [answer.id]);
  assert.equal(world.store.length, 0);
  assert.equal(outbox.count, 0);
});

test("an event that comes in as the last one leaves is not forgotten", async () => {
  const world = new World();
  const outbox = world.outbox();
  const idle = outbox.flush(); // has nothing to do, but is not done yet
  outbox.add(event("a"));
  await idle;
  assert.equal(world.stored.length, 1);
});

test("without a connection events stay, and go out in order when it is back", async () => {
  const world = new World();
  const outbox = world.outbox();
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
  await put(world.outbox(), answer);
  world.fail = null;
  await world.outbox().flush();
  assert.deepEqual(world.stored, [answer.id]);
  assert.equal(world.store.length, 0);
});

test("waiting doubles from one second to a minute, and starts anew after a success", async () => {
  const world = new World();
  const outbox = world.outbox();
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
  const outbox = world.outbox();
  await put(outbox, event("a"));
  await put(outbox, event("b"));
  assert.equal(world.timers.length, 1);
});

test("Retry-After is obeyed", async () => {
  const world = new World();
  world.fail = () => new Failure(503, "busy", 7);
  await put(world.outbox(), event("a"));
  assert.deepEqual(world.timers.map((timer) => timer.milliseconds), [7000]);
});

test("many events go out in batches of five hundred", async () => {
  const world = new World();
  const outbox = world.outbox();
  world.fail = () => new Failure(0, "no network");
  await put(outbox, ...Array.from({ length: 1201 }, () => event("a")));
  world.fail = null;
  await outbox.flush();
  assert.deepEqual(world.batches.map((batch) => batch.length), [BATCH, BATCH, 201]);
});

test("an old token is replaced by a fresh one and the events go out at once", async () => {
  const world = new World();
  world.fail = (_, csrf) => (csrf === "fresh" ? null : new Failure(403, "token"));
  await put(world.outbox(), event("a"));
  assert.deepEqual(world.tokens, ["from-page", "fresh"]);
  assert.equal(world.stored.length, 1);
});

test("after an expired log-in the events stay until their user is back", async () => {
  const world = new World();
  const outbox = world.outbox();
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
  const outbox = world.outbox("anna");
  world.fail = (_, csrf) => (csrf === "fresh" ? null : new Failure(403, "token"));
  await put(outbox, event("a"));
  assert.equal(outbox.obstacle, "other-user");
  assert.equal(outbox.count, 1);
  await world.outbox("berta").flush();
  assert.deepEqual(world.stored, []);
  await outbox.recheck();
  assert.deepEqual(world.stored, []);
});

test("duplicates are done; what the server refuses is kept aside with its reason", async () => {
  const world = new World();
  const [twice, foreign] = [event("a"), event("b")];
  const outbox = new Outbox("anna", "token", {
    store: world.store,
    send: async () => ({
      results: [
        { id: twice.id, status: "duplicate" },
        { id: foreign.id, status: "rejected", reason: "This card is in none of your courses." },
      ],
      server_time: "",
    }),
    session: async () => world.login,
    later: () => {},
    changed: () => {},
  });
  await put(outbox, twice, foreign);
  assert.equal(outbox.count, 0);
  assert.deepEqual(outbox.refused, ["This card is in none of your courses."]);
  assert.equal(world.store.length, 1);
  assert.match(world.store.key(0), /refused:anna:/);
});

test("one unreadable event does not hold up the others", async () => {
  const world = new World();
  const outbox = world.outbox();
  world.fail = () => new Failure(0, "no network");
  const [good, bad, last] = [event("a"), event("bad"), event("c")];
  await put(outbox, good, bad, last);
  world.fail = (events) => (events.some((one) => one.card === "bad") ? new Failure(422, "bad") : null);
  await outbox.flush();
  assert.deepEqual(world.stored, [good.id, last.id]);
  assert.deepEqual(outbox.refused, ["bad"]);
});

test("a reply that names no event is no reason to send for ever", async () => {
  const world = new World();
  let calls = 0;
  const outbox = new Outbox("anna", "token", {
    store: world.store,
    send: async () => {
      calls += 1;
      return { results: [], server_time: "" };
    },
    session: async () => world.login,
    later: () => {},
    changed: () => {},
  });
  await put(outbox, event("a"));
  assert.equal(calls, 1);
  assert.equal(outbox.count, 1);
  assert.equal(outbox.obstacle, "offline");
});

test("two tabs keep their events side by side", async () => {
  const world = new World();
  world.fail = () => new Failure(0, "no network");
  const [one, two] = [world.outbox(), world.outbox()];
  await put(one, event("a"));
  await put(two, event("b"));
  world.fail = null;
  await world.outbox().flush();
  assert.equal(world.stored.length, 2);
});

test("a full store does not lose the event while the page lives", async () => {
  const world = new World();
  world.store.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  await put(world.outbox(), event("a"));
  assert.equal(world.stored.length, 1);
});

test("an unreadable entry in the store is passed over", async () => {
  const world = new World();
  world.store.setItem("retain:v1:outbox:anna:x", "{not json");
  assert.equal(world.outbox().count, 0);
});

test("it tells which cards the server may not know the latest of", async () => {
  const world = new World();
  const outbox = world.outbox();
  world.fail = () => new Failure(0, "no network");
  await put(outbox, event("a"), event("b"), event("a"));
  assert.deepEqual(outbox.cards, new Set(["a", "b"]));
});
