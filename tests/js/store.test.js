import assert from "node:assert/strict";
import { test } from "node:test";

import { MemoryStore, openStore } from "../../app/web/static/js/store.js";

/** A browser whose database opens when it is told to. */
function browser() {
  const opening = { result: { closed: false, close: () => (opening.result.closed = true) } };
  return { opening, open: () => opening };
}

test("a database that is held up for ever is done without, and let go when it comes", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const factory = browser();
  const store = openStore("anna", factory);
  t.mock.timers.tick(10_000);
  assert.ok((await store) instanceof MemoryStore);
  factory.opening.onsuccess();
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(factory.opening.result.closed);
});

test("a database that opens is used, and one that is refused is done without", async () => {
  const factory = browser();
  const store = openStore("anna", factory);
  factory.opening.onsuccess();
  assert.equal((await store).durable, true);
  const refusing = { open: () => assert.fail("refused") };
  assert.equal((await openStore("anna", refusing)).durable, false);
  assert.equal((await openStore("anna", undefined)).durable, false);
});
