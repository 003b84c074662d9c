/**
 * One card's history and forecast in words.
 *
 * @typedef {{at: string, type: string, mode: string | null, rating: number | null, elapsed_ms: number}} Answer
 *
 * @typedef {object} Info The reply of /api/v1/courses/<slug>/cards/<id>.
 * @property {string} server_time
 * @property {string} deck
 * @property {string} phase
 * @property {string | null} due
 * @property {number | null} stability  days
 * @property {number} repetitions
 * @property {number} lapses
 * @property {Answer[]} answers  the newest first
 * @property {{days: number, recall: number}[]} forecast
 */

import { counted, whenWords } from "./words.js";

const GRADES = ["", "Again (forgot)", "Hard", "Good (knew it)", "Easy"];

/** @param {Info} info @returns {{state: string, days: string[][]}} */
export function forecastWords(info) {
  if (!info.answers.length) return { state: `${info.deck}. You have not answered this card yet.`, days: [] };
  const due = info.due ? `It comes back ${whenWords(Date.parse(info.due), Date.parse(info.server_time))}.` : "";
  const forgotten = info.lapses ? `, forgotten ${counted(info.lapses, "time")} after it was learned` : "";
  const state = `${info.deck}. Answered ${counted(info.repetitions, "time")}${forgotten}. ${due}`;
  const days = info.forecast.map(({ days: ahead, recall }) => [
    ahead ? `In ${counted(ahead, "day")}` : "Today",
    `${Math.round(recall * 100)} %`,
  ]);
  return { state: state.trim(), days };
}

/** @param {Answer} answer @param {string} [locale] @returns {string[]} when, what and how long */
export function answerWords(answer, locale = "en-GB") {
  const day = new Date(answer.at).toLocaleDateString(locale, { day: "numeric", month: "short", year: "numeric" });
  const seconds = Math.round(answer.elapsed_ms / 1000);
  if (answer.type === "quiz") return [day, "asked in a quiz", ""];
  if (answer.type === "reset") return [day, "begun anew by an instructor", ""];
  const browsing = answer.mode === "deck" ? ", going through the deck" : "";
  return [day, `${GRADES[answer.rating ?? 0] ?? ""}${browsing}`, seconds ? `${seconds} s` : ""];
}
