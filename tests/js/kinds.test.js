import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf } from "../../app/web/static/js/kinds/kinds.js";
import { rules as sent } from "../../app/web/static/js/marking/rules.js";
import { card } from "./made.js";

const COURSE = { terms: ["Extranet", "Intranet"], words: "partner network" };
const rules = { ...sent, course: () => sent.courseOf(COURSE) };

const items = (...ids) => ids.map((id) => ({ id, text: id }));
const options = (right) => items("a", "b", "c").map((item) => ({ ...item, right: right.includes(item.id) }));
const mark = (one, given) => kindOf(one).mark(one, given, rules);

const one = card("x", { kind: "choice", items: options("b") });
const several = card("x", { kind: "choice", items: options("ab") });
const statement = card("x", { kind: "true_false", truth: false });
const pairs = card("x", {
  kind: "matching",
  items: items("up", "cross").map((item, choice) => ({ ...item, choice })),
});
const steps = card("x", { kind: "ordering", items: items("1", "2", "3"), ordered: true });
const sort = card("x", {
  kind: "contrast",
  facet: "sort",
  items: items("p", "q").map((item, at) => ({ ...item, side: at ? "Right" : "Left" })),
});
const typed = card("x", { facet: "reverse", wordings: ["Extranet", "extra net"] });
const number = card("x", { kind: "numeric", number: { value: "45", tolerance: "1", unit: "%" } });

test("what is asked is said where the question does not say it", () => {
  const prompt = (changes) => kindOf(card("x", changes)).prompt(card("x", changes));
  assert.equal(prompt({}), "What does it mean?");
  assert.equal(prompt({ facet: "reverse" }), "Which term is meant?");
  assert.equal(prompt({ facet: "reverse", wordings: ["x"] }), "Which term is meant?");
  assert.equal(prompt({ kind: "cloze", facet: "cloze" }), "What belongs in the gap?");
  assert.equal(prompt({ kind: "question" }), "");
  assert.equal(prompt({ kind: "list", facet: "list", items: items("a", "b") }), "2 entries, in any order");
  assert.equal(prompt({ kind: "steps", items: items("a"), ordered: true }), "1 step, in order");
  assert.equal(kindOf(one).prompt(one), "Choose one option");
  assert.equal(kindOf(several).prompt(several), "Choose every right option");
});

test("entries are ticked where they were recalled in mind, options never", () => {
  for (const ticked of [pairs, steps, sort, card("x", { kind: "list", items: items("a") })]) {
    assert.ok(kindOf(ticked).ticks);
  }
  assert.equal(kindOf(one).ticks, undefined);
  assert.equal(kindOf(card("x", { kind: "choice", items: items("a") })).ticks, undefined);
});

test("one option is right or not", () => {
  assert.deepEqual(mark(one, ["b"]), { right: true, words: "Right.", detail: { chosen: ["b"] } });
  assert.equal(mark(one, ["a"]).words, "Not this one.");
  assert.equal(mark(one, ["a"]).right, false);
});

test("of several right options all are wanted, and no other", () => {
  assert.equal(mark(several, ["a", "b"]).right, true);
  assert.equal(mark(several, ["a"]).words, "1 of 2 right options, 0 wrong.");
  assert.equal(mark(several, ["a", "b", "c"]).right, false);
});

test("a statement is judged, and the truth is named", () => {
  assert.deepEqual(mark(statement, false), { right: true, words: "Right: it is false.", detail: { said: false } });
  assert.equal(mark(statement, true).words, "No: it is false.");
});

test("each pair, place and side is marked for itself", () => {
  const half = mark(pairs, { up: "0", cross: "0" });
  assert.deepEqual([half.right, half.words, [...half.items]], [false, "1 of 2 right.", [["up", true], ["cross", false]]]);
  assert.equal(mark(pairs, { up: "0", cross: "1" }).words, "All 2 right.");
  assert.equal(mark(pairs, { up: "", cross: "1" }).right, false);
  const order = mark(steps, ["1", "3", "2"]);
  assert.deepEqual([order.words, order.detail], ["1 of 3 in their place.", { order: ["1", "3", "2"] }]);
  const sides = mark(sort, { p: "Left" });
  assert.deepEqual([sides.words, sides.items.get("q")], ["1 of 2 sorted right.", false]);
});

test("what is typed is marked with its reason, and a wrong mark can be disputed", () => {
  assert.equal(mark(typed, "extranett").words, "Right, but mind the spelling: Extranet.");
  assert.equal(mark(typed, "Extra-Net").words, "Right.");
  const other = mark(typed, "intranet");
  assert.equal(other.words, "This is Extranet, you wrote Intranet.");
  assert.deepEqual([other.right, other.disputable], [false, true]);
  assert.deepEqual(other.detail, { typed: "intranet", reason: "other-term" });
  assert.equal(mark(typed, "extranet").disputable, false);
  assert.equal(mark(typed, "z".repeat(900)).detail.typed.length, 500);
  assert.equal(mark(typed, "$& $1").words, "This is not what was asked for.");
});

test("a number is right within what is tolerated", () => {
  assert.equal(mark(number, "44,0 per cent").right, true);
  assert.equal(mark(number, "43.9").words, "Another number is right.");
  assert.equal(mark(number, "many").words, "There is no number in your answer.");
});

test("without the rules what was typed is only shown beside the key", () => {
  assert.equal(kindOf(typed).mark(typed, "extranet", null), null);
  assert.equal(kindOf(number).mark(number, "45", null), null);
});

test("an essay is judged by whoever wrote it, and no event keeps it", () => {
  const essay = card("x", { kind: "essay" });
  const marked = mark(essay, "Winning one is dear.");
  assert.deepEqual([marked.right, marked.detail], [null, { words: 4 }]);
});
