import assert from "node:assert/strict";
import { test } from "node:test";

import { structured } from "../../app/web/static/js/paste.js";

test("HTML with lists, tables or headings goes along, plain formatting does not", () => {
  assert.equal(structured("<ul><li>a</li></ul>", ""), "<ul><li>a</li></ul>");
  assert.equal(structured("<p class=MsoListParagraph>a</p>", " \n"), "<p class=MsoListParagraph>a</p>");
  assert.equal(structured("<p>a <b>b</b></p>", ""), "");
});

test("what is pasted into a text that is there already stays plain", () => {
  assert.equal(structured("<table></table>", "notes"), "");
});

test("what is far too long stays plain", () => {
  assert.equal(structured(`<table>${"x".repeat(5_000_000)}</table>`, ""), "");
});
