/**
 * The texts that scripts write, in the reader's language. English stands in the code; a page in
 * another language brings what its script says (app/web/script_texts.py), the kept one too.
 */

const root = globalThis.document?.documentElement;
/** By English text: the translation, or its forms by plural category. @type {Record<string, any>} */
const translated = JSON.parse(globalThis.document?.getElementById("texts")?.textContent ?? "{}");
const language = root?.lang || "en";
const plural = new Intl.PluralRules(language);

/** How dates and times are written. */
export const LOCALE = language === "en" ? "en-GB" : language;

/** What an element says that holds our words within a card of another language. */
export const OURS = { lang: language, dir: root?.dir || "ltr" };

/** @param {string} text @param {Record<string, string | number>} values  for the places such as %(name)s */
export function filled(text, values) {
  return text.replace(/%\((\w+)\)[sd]/g, (place, name) => String(values[name] ?? place));
}

/** @param {string} text @param {Record<string, string | number>} values */
export function _(text, values = {}) {
  return filled(translated[text] ?? text, values);
}

/**
 * The form of a text that goes with a number, which is its place %(num)d.
 * @param {string} one @param {string} many @param {number} num @param {Record<string, string | number>} values
 */
export function ngettext(one, many, num, values = {}) {
  const form = translated[one]?.[plural.select(num)] ?? (num === 1 ? one : many);
  return filled(form, { num, ...values });
}
