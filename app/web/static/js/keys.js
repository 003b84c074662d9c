/**
 * The keyboard of the study screen, as in Anki's reviewer. Single keys can be switched off
 * (WCAG 2.1.4); what needs a modifier stays.
 *
 * @typedef {"show" | "confirm" | "undo" | "bury" | "suspend" | "flag" | "report" | "info" | "help"} Deed
 * @typedef {Deed | `option ${number}` | import("./types.js").Rating} Command
 *
 * @typedef {object} Press
 * @property {string} key
 * @property {boolean} ctrlKey
 * @property {boolean} metaKey
 * @property {boolean} altKey
 * @property {boolean} repeat
 *
 * @typedef {object} Situation
 * @property {boolean} revealed  whether the answer is on the screen
 * @property {boolean} fourGrades
 * @property {boolean} singleKeys
 * @property {string} on  what has the focus: "button", "link", "checkbox", "field", "text" or ""
 */

/** @type {Record<string, Command>} */
const ANYTIME = { u: "undo", z: "undo", "-": "bury", "@": "suspend", "*": "flag", "!": "report", i: "info", "?": "help" };

/**
 * @param {Press} press
 * @param {Situation} situation
 * @returns {Command | null}
 */
export function commandFor(press, situation) {
  const { key } = press;
  if (situation.on === "text") return null;
  // Enter sends what was typed in a field of one line, as in any form.
  if (situation.on === "field") return key === "Enter" && !press.repeat && !situation.revealed ? "show" : null;
  if ((press.ctrlKey || press.metaKey) && !press.altKey && key.toLowerCase() === "z") return "undo";
  // On many keyboards @ needs AltGr, which comes as Ctrl+Alt.
  const typed = key === "@" || !(press.ctrlKey || press.metaKey || press.altKey);
  if (!situation.singleKeys || !typed) return null;
  if (key === " " || key === "Enter") return press.repeat ? null : confirm(key, situation);
  if (situation.revealed && /^[1-4]$/.test(key)) {
    return press.repeat ? null : grade(Number(key), situation.fourGrades);
  }
  if (!situation.revealed && /^[1-9]$/.test(key)) return `option ${Number(key)}`;
  return ANYTIME[key.toLowerCase()] ?? null;
}

/** @param {string} key @param {Situation} situation @returns {Command | null} */
function confirm(key, { on, revealed }) {
  if (on === "button" || on === "link") return null; // they do what they say
  if (on === "checkbox" && key === " ") return null; // ticks
  return revealed ? "confirm" : "show";
}

/** With two grades every number but 1 says "knew it". @param {number} number @param {boolean} four */
function grade(number, four) {
  if (four) return /** @type {Command} */ (number);
  return number === 1 ? 1 : 3;
}

/** What has the focus, as the keys care about it. @param {EventTarget | null} target */
export function focused(target) {
  const element = target instanceof Element ? target : null;
  if (element?.matches('input[type="checkbox"], input[type="radio"]')) return "checkbox";
  if (element?.matches("input")) return "field";
  if (element?.matches("select, textarea")) return "text";
  if (element?.closest("button, summary")) return "button";
  return element?.closest("a") ? "link" : "";
}
