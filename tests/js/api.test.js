import assert from "node:assert/strict";
import { test } from "node:test";

import { Api, Failure } from "../../app/web/static/js/api.js";
import { Clock } from "../../app/web/static/js/clock.js";
import { event, NOON } from "./made.js";

function api(respond) {
  const calls = [];
  const call = async (url, options) => {
    calls.push({ url, options });
    return respond();
  };
  const clock = new Clock(() => NOON - 60_000);
  return { api: new Api(call, clock), calls, clock };
}

const json = (body, options) => () => new Response(JSON.stringify(body), options);

test("the queue is asked for by offering, mode and limit, and sets the clock", async () => {
  const { api: it, calls, clock } = api(json({ server_time: "2027-03-01T12:00:00Z", cards: [] }));
  await it.queue("crm 1", "deck:7", 20);
  assert.equal(calls[0].url, "/api/v1/courses/crm%201/queue?limit=20&mode=deck%3A7");
  assert.equal(clock.now(), NOON);
  await it.queue("crm", "schedule", 20, 10);
  assert.match(calls[1].url, /&more=10$/);
});

test("events go out as JSON with the token", async () => {
  const { api: it, calls } = api(json({ results: [], server_time: "2027-03-01T12:00:00Z" }));
  const answer = event("a");
  await it.events([answer], "secret");
  const { method, headers, body } = calls[0].options;
  assert.equal(method, "POST");
  assert.equal(headers["X-CSRF-Token"], "secret");
  assert.deepEqual(JSON.parse(body), { events: [answer] });
});

test("an error carries its status, its words and when to try again", async () => {
  const options = { status: 503, headers: { "Retry-After": "1" } };
  const { api: it } = api(json({ detail: "Busy." }, options));
  await assert.rejects(it.session(), (error) => {
    assert.ok(error instanceof Failure);
    assert.deepEqual([error.status, error.detail, error.retryAfter], [503, "Busy.", 1]);
    return error.passing;
  });
});

test("no connection is a passing failure without a status", async () => {
  const { api: it } = api(() => {
    throw new TypeError("Failed to fetch");
  });
  await assert.rejects(it.session(), (error) => error.status === 0 && error.passing);
});

test("a page where JSON was expected is a passing failure: some proxy stands in between", async () => {
  const { api: it } = api(() => new Response("<h1>Log in to this network</h1>"));
  await assert.rejects(it.session(), (error) => error.status === 502 && error.passing);
});

test("refusals do not pass by themselves", () => {
  for (const status of [400, 401, 403, 404, 413, 422]) {
    assert.equal(new Failure(status, "").passing, false);
  }
});
