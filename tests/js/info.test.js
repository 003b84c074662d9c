import assert from "node:assert/strict";
import { test } from "node:test";

import { answerWords, forecastWords } from "../../app/web/static/js/info.js";
import { DAY, NOON } from "./made.js";

const answer = (changes = {}) => ({
  at: "2027-03-01T12:00:00Z",
  type: "review",
  mode: "schedule",
  rating: 3,
  elapsed_ms: 6400,
  ...changes,
});
const info = (changes = {}) => ({
  server_time: new Date(NOON).toISOString(),
  deck: "Loyalty",
  phase: "review",
  due: new Date(NOON + DAY).toISOString(),
  stability: 5,
  repetitions: 2,
  lapses: 0,
  answers: [answer()],
  forecast: [{ days: 0, recall: 0.987 }, { days: 30, recall: 0.5 }],
  ...changes,
});

test("a card that is due already is not said to come back", () => {
  const due = { due: info({}).server_time };
  assert.equal(forecastWords(info(due)).state, "Loyalty. Answered 2 times. It is to be asked now.");
});

test("a card's memory is told in words, with a forecast by days", () => {
  const { state, days } = forecastWords(info());
  assert.equal(state, "Loyalty. Answered 2 times. It comes back tomorrow.");
  assert.deepEqual(days, [["Today", "99 %"], ["In 30 days", "50 %"]]);
  assert.match(forecastWords(info({ lapses: 1 })).state, /Forgotten 1 time after it was learned\./);
});

test("of a card without answers nothing is foretold", () => {
  const { state, days } = forecastWords(info({ answers: [], due: null }));
  assert.equal(state, "Loyalty. You have not answered this card yet.");
  assert.deepEqual(days, []);
});

test("each answer has its day, what it was and how long it took", () => {
  assert.deepEqual(answerWords(answer()), ["1 Mar 2027", "Good (knew it)", "6 s"]);
  assert.equal(answerWords(answer({ mode: "deck", rating: 1 }))[1], "Again (forgot), going through the deck");
  assert.equal(answerWords(answer({ type: "quiz" }))[1], "asked in a quiz");
  assert.equal(answerWords(answer({ type: "reset" }))[1], "begun anew by an instructor");
});
