import assert from "node:assert/strict";
import { test } from "node:test";

import { leftOutWords, outboxWords, progressWords, resultWords, whenWords } from "../../app/web/static/js/words.js";
import { DAY, MINUTE } from "./made.js";

const MONDAY_NOON = new Date(2027, 2, 1, 12, 0).getTime();

test("progress tells the minutes of the day only where they count", () => {
  const progress = { answered: 2, left: 8, minutes: 14 };
  assert.equal(progressWords(progress, true), "2 done · 8 to go · 14 min left today");
  assert.equal(progressWords(progress, false), "2 done · 8 to go");
});

test("when a card comes back is said as a person would", () => {
  const when = (wait) => whenWords(MONDAY_NOON + wait, MONDAY_NOON);
  assert.equal(when(-MINUTE), "in a minute");
  assert.equal(when(10 * MINUTE), "in 10 minutes");
  assert.equal(when(180 * MINUTE), "today at 15:00");
  assert.equal(when(16 * 60 * MINUTE), "tomorrow");
  assert.equal(when(3 * DAY), "on Thursday");
  assert.equal(when(30 * DAY), "on 31 March");
});

test("unsent answers are counted, with what stands in their way", () => {
  assert.equal(outboxWords(0, "offline"), "");
  assert.equal(outboxWords(3, null), "3 answers not yet saved");
  assert.match(outboxWords(3, "offline"), /^3 answers not yet saved\. No connection/);
  assert.match(outboxWords(1, "signed-out"), /^1 answer not yet saved: you are logged out/);
  assert.match(outboxWords(1, "other-user"), /somebody else/);
});

test("the result counts first tries", () => {
  assert.equal(resultWords(0, 0), "");
  assert.equal(resultWords(1, 1), "You knew it.");
  assert.equal(resultWords(5, 5), "You knew all 5 at the first try.");
  assert.equal(resultWords(3, 5), "You knew 3 of 5 at the first try.");
});

test("what will not fit before the exam is named by deck, with what to do", () => {
  assert.equal(leftOutWords([]), "");
  const words = leftOutWords([{ deck: "1", title: "One", cards: 30 }, { deck: "2", title: "Two", cards: 4 }]);
  assert.match(words, /^34 cards will not fit before the exam \(One: 30, Two: 4\)\. /);
  assert.match(words, /minutes a day/);
});
