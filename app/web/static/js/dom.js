/**
 * The page's elements. The HTML of cards comes sanitised from the server; `setHtml` is the only
 * place where text becomes elements.
 */

import { ngettext } from "./texts.js";

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}.`);
  return /** @type {T} */ (element);
}

/**
 * @param {Element} element
 * @param {string} sanitised  HTML that the server has sanitised
 */
export function setHtml(element, sanitised) {
  element.innerHTML = sanitised;
}

/** @param {string} sanitised */
function parsed(sanitised) {
  const part = document.createElement("div");
  setHtml(part, sanitised);
  return part;
}

/** @param {Element} part */
function onOneLine(part) {
  const children = [...part.children];
  const onlyParagraphs = children.length > 1 && children.every((child) => child.matches("p"));
  const texts = (onlyParagraphs ? children : [part]).map((one) => one.textContent ?? "");
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).join(" · ");
}

/** @param {string} sanitised @returns {string} its text on one line, paragraphs set apart */
export function textOf(sanitised) {
  return onOneLine(parsed(sanitised));
}

/** What a card asks, without its entries: to name it in a line. @param {string} front */
export function questionOf(front) {
  const part = parsed(front);
  const [first] = part.children;
  return onOneLine(first && part.querySelector("ul, ol, dl, table") ? first : part);
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {string} sanitised @param {Record<string, string>} attributes */
export function rich(sanitised, attributes = {}) {
  const element = make("span", attributes);
  setHtml(element, sanitised);
  return element;
}

/** @param {HTMLElement} list @param {string[]} texts @param {number} most */
export function fillList(list, texts, most) {
  const shown = texts.slice(0, most);
  if (texts.length > most) shown.push(ngettext("and %(num)d more", "and %(num)d more", texts.length - most));
  list.replaceChildren(...shown.map((text) => make("li", {}, text)));
}
