import assert from "node:assert/strict";
import { test } from "node:test";

import { bySide, contextFor, keepPinned, memoryWords, shuffled, shuffledApart } from "../../app/web/static/js/cards.js";
import { card } from "./made.js";

const items = ["a", "b", "c"].map((id) => ({ id, text: id, side: id === "b" ? "Right" : "Left" }));

test("only what is to be sorted stands by sides", () => {
  const sort = card("x", { kind: "contrast", facet: "sort", items });
  const sides = [...bySide(sort)].map(([side, all]) => [side, all.map((item) => item.id)]);
  assert.deepEqual(sides, [["Left", ["a", "c"]], ["Right", ["b"]]]);
  const recall = card("x", { kind: "contrast", facet: "recall", items });
  assert.deepEqual([...bySide(recall).keys()], [""]);
});

test("shuffling keeps every entry and follows chance", () => {
  const chance = [0.9, 0.1, 0.5];
  assert.deepEqual(shuffled(["a", "b", "c"], () => chance.shift()), ["b", "c", "a"]);
  assert.deepEqual(shuffled([1, 2, 3, 4]).sort(), [1, 2, 3, 4]);
});

test("a heading that begins the question is not said twice", () => {
  const one = card("x", { context: ["Technology", "Intranet and extranet"] });
  assert.equal(contextFor(one, "Intranet and extranet Users?"), "Technology");
  assert.equal(contextFor(one, "Why?"), "Technology › Intranet and extranet");
  assert.equal(contextFor(card("x"), "Why?"), "");
});

test("what is to be put in order is never in order already", () => {
  assert.deepEqual(shuffledApart([1, 2, 3], () => 0), [2, 3, 1]);
  const chance = [0.9, 0.1, 0.5];
  assert.deepEqual(shuffledApart(["a", "b", "c"], () => chance.shift()), ["b", "c", "a"]);
});

test("a pinned option keeps its place among the shuffled ones", () => {
  const [a, b, c] = items;
  const chance = [0.9, 0.1];
  assert.deepEqual(keepPinned([a, { ...b, pinned: true }, c], () => chance.shift()).map((one) => one.id), ["c", "b", "a"]);
});

test("an entry is said to be missed from the second time on", () => {
  assert.equal(memoryWords({ asked: 1, missed: 1 }), "");
  assert.equal(memoryWords({ asked: 2, missed: 2 }), "you always miss this one");
  assert.equal(memoryWords({ asked: 5, missed: 3 }), "missed 3 of the last 5 times");
  assert.equal(memoryWords({}), "");
});
