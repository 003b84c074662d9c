import assert from "node:assert/strict";
import { test } from "node:test";

import { Device, MemoryStore, openStore, uuid } from "../../app/web/static/js/device.js";

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids are random UUIDs, with and without randomUUID", () => {
  const bare = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
  const ids = [uuid(), uuid(), uuid(bare), uuid(bare)];
  for (const id of ids) assert.match(id, VERSION_4);
  assert.equal(new Set(ids).size, 4);
});

test("the extremes of random bytes still give a version 4", () => {
  for (const byte of [0, 255]) {
    assert.match(uuid({ getRandomValues: (bytes) => bytes.fill(byte) }), VERSION_4);
  }
});

test("a browser keeps its id, and its numbers go on after a reload and in a second tab", () => {
  const store = new MemoryStore();
  const first = new Device(store);
  const second = new Device(store);
  assert.equal(first.id, second.id);
  assert.deepEqual([first.next(), second.next(), first.next()], [1, 2, 3]);
  assert.equal(new Device(store).next(), 4);
});

test("numbers grow even where nothing can be stored", () => {
  const store = new MemoryStore();
  store.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const device = new Device(store);
  assert.deepEqual([device.next(), device.next()], [1, 2]);
});

test("storage that is refused is replaced by memory", () => {
  const store = openStore(() => {
    throw new Error("SecurityError");
  });
  store.setItem("key", "value");
  assert.equal(store.getItem("key"), "value");
  assert.equal(store.key(0), "key");
  store.removeItem("key");
  assert.equal(store.length, 0);
});
