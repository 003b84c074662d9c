/** What the study screen says about numbers and times. */

import { _, LOCALE, ngettext } from "./texts.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** @param {{answered: number, left: number, minutes: number}} progress @param {boolean} capped  whether a day's minutes bound the run */
export function progressWords({ answered, left, minutes }, capped) {
  const parts = [_("%(answered)d done", { answered }), _("%(left)d to go", { left })];
  if (capped) parts.push(_("%(minutes)d min left today", { minutes }));
  return parts.join(" · ");
}

/**
 * When something comes back, seen from now.
 * @param {number} due @param {number} now  milliseconds
 * @param {string} [locale]
 */
export function whenWords(due, now, locale = LOCALE) {
  if (due - now < 1.5 * MINUTE) return _("in a minute");
  if (due - now < HOUR) {
    return ngettext("in %(num)d minute", "in %(num)d minutes", Math.round((due - now) / MINUTE));
  }
  const [then, today] = [new Date(due), new Date(now)];
  const time = then.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const days = Math.round((midnight(then) - midnight(today)) / (24 * HOUR));
  if (days === 0) return _("today at %(time)s", { time });
  if (days === 1) return _("tomorrow");
  const day = then.toLocaleDateString(locale, days < 7 ? { weekday: "long" } : { day: "numeric", month: "long" });
  return _("on %(day)s", { day });
}

/** @param {Date} day */
function midnight(day) {
  return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
}

/**
 * What stands in the way of unsent answers, and what to do; "" when all is well.
 * @param {number} count @param {import("./outbox.js").Obstacle | null} obstacle
 */
export function outboxWords(count, obstacle) {
  if (!count) return "";
  const unsaved = ngettext("%(num)d answer not yet saved", "%(num)d answers not yet saved", count);
  if (obstacle === "signed-out") return _("%(unsaved)s: you are logged out. They are kept here.", { unsaved });
  if (obstacle === "other-user") {
    return _("%(unsaved)s: somebody else is logged in here. They are kept until you log in again.", { unsaved });
  }
  if (obstacle === "busy") return _("%(unsaved)s. The server cannot take them now; trying again. You can go on.", { unsaved });
  if (obstacle === "offline") return _("%(unsaved)s. No connection; trying again. You can go on.", { unsaved });
  return unsaved;
}

/**
 * Which cards will not fit before the exam, and what to do; "" when all do.
 * @param {import("./types.js").LeftOut[]} leftOut
 */
export function leftOutWords(leftOut) {
  const all = leftOut.reduce((sum, deck) => sum + deck.cards, 0);
  if (!all) return "";
  const decks = leftOut.map((deck) => _("%(deck)s: %(cards)d", { deck: deck.title, cards: deck.cards })).join(_(", "));
  return ngettext(
    "%(num)d card will not fit before the exam (%(decks)s). Allow more minutes a day in the settings, or leave some out.",
    "%(num)d cards will not fit before the exam (%(decks)s). Allow more minutes a day in the settings, or leave some out.",
    all,
    { decks },
  );
}

/** @param {number} known @param {number} all */
export function resultWords(known, all) {
  if (!all) return "";
  if (known === all) return all === 1 ? _("You knew it.") : _("You knew all %(all)d at the first try.", { all });
  return _("You knew %(known)d of %(all)d at the first try.", { known, all });
}

/** What is said where nothing is asked any more. @param {string} exam @returns {[string, string]} */
export function restWords(exam) {
  return [
    _("Studying rests."),
    _("%(exam)s is over, so nothing is due here. Open this page again to see how you had prepared, or to keep remembering.", { exam }),
  ];
}
