/** Tells the sign-up form the browser's time zone: study days begin by the student's clock. */
import { zoneName } from "./clock.js";

for (const field of document.querySelectorAll("input[data-browser-zone]")) {
  const input = /** @type {HTMLInputElement} */ (field);
  input.value = zoneName(Intl.DateTimeFormat().resolvedOptions().timeZone, input.value);
}
