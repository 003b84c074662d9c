/** What the study screen says about numbers and times. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * @param {number} count @param {string} one @param {string} [many]
 * @returns {string} such as "1 card", "2 cards"
 */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** @param {{answered: number, left: number, minutes: number}} progress @param {boolean} capped  whether a day's minutes bound the run */
export function progressWords({ answered, left, minutes }, capped) {
  const parts = [`${answered} done`, `${left} to go`];
  if (capped) parts.push(`${minutes} min left today`);
  return parts.join(" · ");
}

/**
 * When something comes back, seen from now.
 * @param {number} due @param {number} now  milliseconds
 * @param {string} [locale]
 */
export function whenWords(due, now, locale = "en-GB") {
  if (due - now < 1.5 * MINUTE) return "in a minute";
  if (due - now < HOUR) return `in ${Math.round((due - now) / MINUTE)} minutes`;
  const [then, today] = [new Date(due), new Date(now)];
  const time = then.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const days = Math.round((midnight(then) - midnight(today)) / (24 * HOUR));
  if (days === 0) return `today at ${time}`;
  if (days === 1) return "tomorrow";
  if (days < 7) return `on ${then.toLocaleDateString(locale, { weekday: "long" })}`;
  return `on ${then.toLocaleDateString(locale, { day: "numeric", month: "long" })}`;
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
  const unsaved = `${counted(count, "answer")} not yet saved`;
  if (obstacle === "signed-out") return `${unsaved}: you are logged out. They are kept here.`;
  if (obstacle === "other-user") {
    return `${unsaved}: somebody else is logged in here. They are kept until you log in again.`;
  }
  if (obstacle === "offline") return `${unsaved}. No connection; trying again. You can go on.`;
  return unsaved;
}

/**
 * Which cards will not fit before the exam, and what to do; "" when all do.
 * @param {import("./types.js").LeftOut[]} leftOut
 */
export function leftOutWords(leftOut) {
  const all = leftOut.reduce((sum, deck) => sum + deck.cards, 0);
  if (!all) return "";
  const decks = leftOut.map((deck) => `${deck.title}: ${deck.cards}`).join(", ");
  return `${counted(all, "card")} will not fit before the exam (${decks}). Allow more minutes a day in the settings, or leave some out.`;
}

/** @param {number} known @param {number} all */
export function resultWords(known, all) {
  if (!all) return "";
  if (known === all) return all === 1 ? "You knew it." : `You knew all ${all} at the first try.`;
  return `You knew ${known} of ${all} at the first try.`;
}

/** What is said where nothing is asked any more. @param {string} exam @returns {[string, string]} */
export function restWords(exam) {
  return [
    "Studying rests.",
    `${exam} is over, so nothing is due here. Open this page again to see how you had prepared, or to keep remembering.`,
  ];
}
