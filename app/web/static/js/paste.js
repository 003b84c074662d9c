/* Lists and tables of what is pasted: beside the plain text its HTML goes along, if it has any. */

const STRUCTURE = /<(?:table|ul|ol|dl|h[1-6])\b|MsoList/i;
const LONGEST = 4 * 1024 * 1024;

/**
 * The HTML that is to go along with a paste, "" if its plain text says as much.
 * @param {string} html @param {string} before  the text that stood there
 */
export function structured(html, before) {
  return !before.trim() && html.length <= LONGEST && STRUCTURE.test(html) ? html : "";
}

/** @param {HTMLTextAreaElement} text @param {HTMLInputElement} rich @param {HTMLElement} note */
function watch(text, rich, note) {
  let pasted = false;
  const keep = (/** @type {string} */ html) => {
    rich.value = html;
    note.hidden = !html;
  };
  text.addEventListener("paste", (event) => {
    keep(structured(event.clipboardData?.getData("text/html") ?? "", text.value));
    pasted = Boolean(rich.value);
  });
  text.addEventListener("input", () => {
    // The first input after a paste is the paste itself, and no edit.
    if (!pasted) {
      keep("");
    }
    pasted = false;
  });
}

if (globalThis.document) {
  watch(
    /** @type {HTMLTextAreaElement} */ (document.getElementById("text")),
    /** @type {HTMLInputElement} */ (document.getElementById("rich")),
    /** @type {HTMLElement} */ (document.querySelector("[data-rich]")),
  );
}
