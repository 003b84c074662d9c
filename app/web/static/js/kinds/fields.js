/** The controls that kinds answer with, and the entries as they were answered. */

import { make } from "../dom.js";
import { filled, OURS } from "../texts.js";

/** @param {string} label @param {"input" | "textarea"} tag @param {Record<string, string>} attributes */
export function textField(label, tag = "input", attributes = {}) {
  const field = make(tag, {
    id: "entry",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    dir: "auto",
    "aria-describedby": "question",
    ...attributes,
  });
  return make("div", { class: "field" }, make("label", { for: "entry", ...OURS }, label), field);
}

/** @param {HTMLElement} box @returns {string | null} what was typed */
export function typedIn(box) {
  return box.querySelector("input")?.value.trim() || null;
}

/**
 * Radio buttons or boxes of which some are chosen.
 * @param {"radio" | "checkbox"} type @param {string} name @param {{value: string, label: Node | string}[]} options
 */
export function options(type, name, options) {
  return options.map(({ value, label }) =>
    make("label", { class: "option" }, make("input", { type, name, value }), label),
  );
}

/** @param {HTMLElement} box @returns {string[]} the values of what is chosen */
export function chosen(box) {
  return [...box.querySelectorAll("input")].filter((one) => one.checked).map((one) => one.value);
}

/**
 * An entry with how it was answered: a sign for the eye, and words for everybody.
 * @param {boolean | null} right @param {(Node | string)[]} content @param {string} words
 */
export function reviewed(right, content, words) {
  const sign = right === null ? "" : right ? "✓" : "✗";
  return make(
    "li",
    { class: right === null ? "" : right ? "is-right" : "is-wrong" },
    make("span", { class: "sign", "aria-hidden": "true" }, sign),
    make("span", {}, ...content, ...(words ? [" ", make("em", OURS, words)] : [])),
  );
}

/** @param {string} tag @param {HTMLElement[]} rows */
export function reviewList(tag, rows) {
  return make(tag === "ol" ? "ol" : "ul", { class: "reviewed" }, ...rows);
}

/** @param {Map<string, boolean>} items @param {string} whole @param {string} part  with places for right and all */
export function shareWords(items, whole, part) {
  const right = [...items.values()].filter(Boolean).length;
  return filled(right === items.size ? whole : part, { right, all: items.size });
}

/** @param {Map<string, boolean>} items */
export function allRight(items) {
  return [...items.values()].every(Boolean);
}

