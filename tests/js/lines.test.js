import assert from "node:assert/strict";
import { test } from "node:test";

import { difference, lineAt, spanOf } from "../../app/web/static/js/lines.js";

test("the line of a place counts the breaks before it", () => {
  const text = "one\ntwo\n\nfour";
  assert.deepEqual([0, 3, 4, 7, 8, 9, 13].map((at) => lineAt(text, at)), [1, 1, 2, 2, 3, 4, 4]);
});

test("the span of a line is without its break, and beyond the last the end", () => {
  const text = "one\ntwo\n";
  assert.deepEqual(spanOf(text, 1), { start: 0, end: 3 });
  assert.deepEqual(spanOf(text, 2), { start: 4, end: 7 });
  assert.deepEqual(spanOf(text, 3), { start: 8, end: 8 });
  assert.deepEqual(spanOf(text, 9), { start: 8, end: 8 });
});

test("the difference of two texts makes the one of the other", () => {
  const texts = ["", "a", "a\nb", "b\na\nb", "a\na\na", "a\na", "c\nb\na"].map((text) => text.split("\n"));
  for (const before of texts) {
    for (const after of texts) {
      const { start, removed, added } = difference(before, after);
      const made = [...before];
      made.splice(start, removed, ...added);
      assert.deepEqual(made, after);
    }
  }
});

test("only the line that was typed in differs", () => {
  const before = ["a", "b", "c", "d"];
  assert.deepEqual(difference(before, ["a", "b!", "c", "d"]), { start: 1, removed: 1, added: ["b!"] });
  assert.deepEqual(difference(before, before), { start: 4, removed: 0, added: [] });
});
