import assert from "node:assert/strict";
import { test } from "node:test";

import { uuid } from "../../app/web/static/js/device.js";

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
