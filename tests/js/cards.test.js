import assert from "node:assert/strict";
import { test } from "node:test";

import { bySide, contextFor, promptFor, shuffled, sorts, ticksEntries } from "../../app/web/static/js/cards.js";
import { card } from "./made.js";

const items = ["a", "b", "c"].map((id) => ({ id, text: id, side: id === "b" ? "Right" : "Left" }));

test("what is asked is said where the question does not say it", () => {
  assert.equal(promptFor(card("x")), "What does it mean?");
  assert.equal(promptFor(card("x", { facet: "reverse" })), "Which term is meant?");
  assert.equal(promptFor(card("x", { kind: "cloze", facet: "cloze" })), "What belongs in the gap?");
  assert.equal(promptFor(card("x", { kind: "question" })), "");
});

test("a list says how many entries there are, and whether the order counts", () => {
  const list = { kind: "list", facet: "list", items };
  assert.equal(promptFor(card("x", list)), "3 entries, in any order");
  assert.equal(promptFor(card("x", { ...list, kind: "steps", ordered: true })), "3 steps, in order");
});

test("questions of a type say what to do, and options are not ticked", () => {
  const choice = card("x", { kind: "choice", items });
  assert.equal(promptFor(choice), "Choose what is right");
  assert.equal(promptFor(card("x", { kind: "true_false" })), "True or false?");
  assert.equal(ticksEntries(choice), false);
  assert.ok(ticksEntries(card("x", { kind: "ordering", items, ordered: true })));
  assert.equal(ticksEntries(card("x", { kind: "numeric" })), false);
});

test("only what is to be sorted stands by sides", () => {
  const sort = card("x", { kind: "contrast", facet: "sort", items });
  assert.ok(sorts(sort));
  assert.equal(promptFor(sort), "");
  const sides = [...bySide(sort)].map(([side, all]) => [side, all.map((item) => item.id)]);
  assert.deepEqual(sides, [["Left", ["a", "c"]], ["Right", ["b"]]]);
  const recall = card("x", { kind: "contrast", facet: "recall", items });
  assert.deepEqual([...bySide(recall).keys()], [""]);
  assert.equal(sorts(card("x", { facet: "sort" })), false);
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
