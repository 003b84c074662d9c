/* Lists and tables of what is pasted: beside the plain text its HTML goes along, if it has any. */

const STRUCTURE = /<(?:table|ul|ol|dl|h[1-6])\b|MsoList/i;
const LONGEST = 4 * 1024 * 1024;

/** The HTML that is to go along with a paste, "" if its plain text says as much. */
export function structured(html, before) {
  return !before.trim() && html.length <= LONGEST && STRUCTURE.test(html) ? html : "";
}

function watch(text, rich, note) {
  let pasted = false;
  const keep = (html) => {
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
    document.getElementById("text"),
    document.getElementById("rich"),
    document.querySelector("[data-rich]"),
  );
}
