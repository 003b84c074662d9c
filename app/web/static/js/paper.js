/**
 * The sheet behind the text: the same lines, invisible, each with its number and its faults in
 * the margin. It grows with the text, and the text lies upon it.
 */
import { difference } from "./lines.js";

/** @typedef {{line: number, severity: "error" | "warning", message: string}} Mark */

export class Paper {
  /** @param {HTMLElement} paper @param {HTMLTextAreaElement} text */
  constructor(paper, text) {
    this.text = text;
    this.sheet = document.createElement("div");
    this.sheet.className = "paper-lines";
    this.sheet.setAttribute("aria-hidden", "true");
    paper.prepend(this.sheet);
    paper.classList.add("lined");
    /** @type {string[]} */
    this.lines = [];
    this.verdict = /** @type {HTMLElement} */ (document.querySelector("#verdict"));
    this.follow();
  }

  /** Take over what was typed: only the lines that differ are touched. */
  follow() {
    const lines = this.text.value.split("\n");
    const { start, removed, added } = difference(this.lines, lines);
    for (let count = 0; count < removed; count += 1) this.sheet.children[start]?.remove();
    const made = document.createDocumentFragment();
    for (const line of added) {
      const row = document.createElement("div");
      row.className = "paper-line";
      row.textContent = line || "\u200b"; // an empty line is as high as any
      made.append(row);
    }
    this.sheet.insertBefore(made, this.sheet.children[start] ?? null);
    this.lines = lines;
  }

  /** Mark the faults at their lines, and nothing else. @param {Mark[]} faults */
  mark(faults) {
    for (const row of this.sheet.querySelectorAll(".error, .warning")) {
      row.classList.remove("error", "warning");
    }
    for (const fault of faults) this.sheet.children[fault.line - 1]?.classList.add(fault.severity);
  }

  /** Say how it is, for those who do not see the margin. @param {string} words */
  tell(words) {
    if (this.verdict.textContent !== words) this.verdict.textContent = words;
  }
}
