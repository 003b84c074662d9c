/**
 * One card's history and forecast in words; fetched when somebody asks for them.
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

import { byId, make } from "./dom.js";
import { _, LOCALE, ngettext } from "./texts.js";
import { whenWords } from "./words.js";

const GRADES = ["", _("Again (forgot)"), _("Hard"), _("Good (knew it)"), _("Easy")];

/** @param {Info} info @returns {{state: string, days: string[][]}} */
export function forecastWords(info) {
  const { deck, lapses, repetitions } = info;
  if (!info.answers.length) return { state: _("%(deck)s. You have not answered this card yet.", { deck }), days: [] };
  const said = [ngettext("%(deck)s. Answered %(num)d time.", "%(deck)s. Answered %(num)d times.", repetitions, { deck })];
  if (lapses) {
    said.push(ngettext("Forgotten %(num)d time after it was learned.", "Forgotten %(num)d times after it was learned.", lapses));
  }
  if (info.due) {
    const [due, now] = [Date.parse(info.due), Date.parse(info.server_time)];
    said.push(due <= now ? _("It is to be asked now.") : _("It comes back %(when)s.", { when: whenWords(due, now) }));
  }
  const days = info.forecast.map(({ days: ahead, recall }) => [
    ahead ? ngettext("In %(num)d day", "In %(num)d days", ahead) : _("Today"),
    `${Math.round(recall * 100)} %`,
  ]);
  return { state: said.join(" "), days };
}

/** @param {Answer} answer @param {string} [locale] @returns {string[]} when, what and how long */
export function answerWords(answer, locale = LOCALE) {
  const day = new Date(answer.at).toLocaleDateString(locale, { day: "numeric", month: "short", year: "numeric" });
  const seconds = Math.round(answer.elapsed_ms / 1000);
  if (answer.type === "quiz") return [day, _("asked in a quiz"), ""];
  if (answer.type === "reset") return [day, _("begun anew by an instructor"), ""];
  const grade = GRADES[answer.rating ?? 0] ?? "";
  const words = answer.mode === "deck" ? _("%(grade)s, going through the deck", { grade }) : grade;
  return [day, words, seconds ? _("%(seconds)d s", { seconds }) : ""];
}

/** Put them in the dialog. @param {Info} info */
export function fill(info) {
  const { state, days } = forecastWords(info);
  byId("info-state").textContent = state;
  byId("info-forecast").replaceChildren(...days.map(row));
  byId("info-answers").replaceChildren(...info.answers.map((answer) => row(answerWords(answer))));
  byId("info-more").hidden = !info.answers.length;
}

/** @param {string[]} cells */
function row([head = "", ...cells]) {
  return make("tr", {}, make("th", { scope: "row" }, head), ...cells.map((cell) => make("td", {}, cell)));
}
