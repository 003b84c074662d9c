/* Lists and tables of what is pasted: beside the plain text its HTML goes along, if it has any. */

const STRUCTURE = /<(?:table|ul|ol|dl|h[1-6])\b|MsoList/i;
const LONGEST = 4 * 1024 * 1024;

const text = document.getElementById("text");
const rich = document.getElementById("rich");
const note = document.querySelector("[data-rich]");

const keep = (html) => {
  rich.value = html;
  note.hidden = !html;
};

text.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const whole = !text.value.trim();
  keep(whole && html.length <= LONGEST && STRUCTURE.test(html) ? html : "");
  // The input event of this very paste comes next, and is no edit.
  text.dataset.pasted = rich.value ? "yes" : "";
});

text.addEventListener("input", () => {
  if (text.dataset.pasted) {
    text.dataset.pasted = "";
  } else {
    keep("");
  }
});
