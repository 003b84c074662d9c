import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { markNumber } from "../../app/web/static/js/marking/numbers.js";
import { courseOf, mark } from "../../app/web/static/js/marking/wordings.js";

const vectors = JSON.parse(readFileSync(new URL("../quiz/marking/vectors.json", import.meta.url)));
const keys = new Map(vectors.keys);
const quantities = new Map(vectors.quantities);
const marking = Object.fromEntries(vectors.marking);
const course = courseOf(marking);

const row = ({ verdict, reason, wording, other }) => [verdict, reason, wording, other];

test("typed answers are marked as the rules in Python mark them", () => {
  const apart = vectors.rows
    .map(([key, typed, ...told]) => [key, typed, told, row(mark(typed, keys.get(key), course))])
    .filter(([, , told, found]) => JSON.stringify(told) !== JSON.stringify(found));
  assert.deepEqual(apart, []);
});

test("typed numbers are marked as the rules in Python mark them", () => {
  const apart = vectors.numbers
    .map(([key, typed, ...told]) => [key, typed, told, row(markNumber(typed, quantities.get(key)))])
    .filter(([, , told, found]) => JSON.stringify(told) !== JSON.stringify(found));
  assert.deepEqual(apart, []);
});

test("without anything known of the course, an answer is marked all the same", () => {
  const nothing = courseOf(null);
  assert.equal(mark("extranett", ["Extranet"], nothing).reason, "spelling");
  assert.equal(mark("", ["Extranet"], nothing).reason, "empty");
  assert.equal(mark("constructor", ["__proto__"], nothing).verdict, "wrong");
});
