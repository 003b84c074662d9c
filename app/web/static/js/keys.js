/**
 * The keyboard of the study screen. Which key does what is the student's own (Anki's reviewer by
 * default) and comes with the page. Single keys can be switched off (WCAG 2.1.4); what needs a
 * modifier stays.
 *
 * @typedef {"show" | "confirm" | "undo" | "bury" | "suspend" | "flag" | "report" | "suggest" | "info" | "help"} Deed
 * @typedef {Deed | `option ${number}` | import("./types.js").Rating} Command
 * @typedef {Record<string, Exclude<Deed, "confirm"> | import("./types.js").Rating>} Keys  by `KeyboardEvent.key` in lower case
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
 * @property {Keys} keys  what each key does
 * @property {boolean} figures  whether 1 to 9 choose an option before the answer
 * @property {boolean} singleKeys
 * @property {string} on  what has the focus: "button", "link", "checkbox", "field", "text" or ""
 */

/** What may be held down: it does no harm done twice. @type {Set<unknown>} */
const REPEATABLE = new Set(["undo", "help", "info"]);

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
  if (!situation.singleKeys || !isTyped(press) || isWanted(key, situation.on)) return null;
  const command = meaning(key.toLowerCase(), situation);
  return press.repeat && !REPEATABLE.has(command) ? null : command;
}

/** @param {string} key @param {Situation} situation @returns {Command | null} */
function meaning(key, { revealed, keys, figures }) {
  if (!revealed && figures && /^[1-9]$/.test(key)) return `option ${Number(key)}`;
  const command = Object.hasOwn(keys, key) ? keys[key] : null;
  if (command === "show") return revealed ? "confirm" : "show";
  return typeof command === "number" && !revealed ? null : command;
}

/** Whether a press types a character; on many keyboards @ needs AltGr, which comes as Ctrl+Alt. @param {Press} press */
function isTyped({ key, ctrlKey, metaKey, altKey }) {
  const altGr = ctrlKey && altKey && !metaKey && /^[^a-z0-9\s]$/iu.test(key);
  return altGr || !(ctrlKey || metaKey || altKey);
}

/** Whether what has the focus needs the key itself. @param {string} key @param {string} on */
function isWanted(key, on) {
  if (on === "button" || on === "link") return key === " " || key === "Enter";
  return on === "checkbox" && (key === " " || key.startsWith("Arrow"));
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
