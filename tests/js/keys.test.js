import assert from "node:assert/strict";
import { test } from "node:test";

import { commandFor } from "../../app/web/static/js/keys.js";

/** What the page sends to who has changed nothing. */
const USUAL = {
  " ": "show", enter: "show", u: "undo", z: "undo", "-": "bury", "@": "suspend", "*": "flag", "!": "report", e: "suggest",
  i: "info", "?": "help", 1: 1, 2: 2, 3: 3, 4: 4,
};
const OTHERS = { arrowright: "show", k: 3, "€": "flag", 7: "bury" };

function press(key, { press: held = {}, ...situation } = {}) {
  return commandFor(
    { key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...held },
    { revealed: true, keys: USUAL, figures: true, singleKeys: true, on: "", ...situation },
  );
}

test("space and enter show the answer, then give the grade that is suggested", () => {
  for (const key of [" ", "Enter"]) {
    assert.equal(press(key, { revealed: false }), "show");
    assert.equal(press(key), "confirm");
  }
});

test("a key that is held down does not run through the cards", () => {
  for (const key of [" ", "Enter", "3"]) assert.equal(press(key, { press: { repeat: true } }), null);
});

test("one to four grade, but only once the answer is there", () => {
  assert.deepEqual(["1", "2", "3", "4"].map((key) => press(key)), [1, 2, 3, 4]);
  assert.equal(press("0", { revealed: false }), null);
  assert.equal(press("5"), null);
});

test("keys that were changed do what they were given, and the old ones nothing", () => {
  const keys = OTHERS;
  assert.equal(press("ArrowRight", { keys, revealed: false }), "show");
  assert.equal(press("ArrowRight", { keys }), "confirm");
  assert.equal(press("K", { keys }), 3);
  assert.equal(press("k", { keys, revealed: false }), null);
  for (const key of [" ", "1", "u", "-"]) assert.equal(press(key, { keys }), null);
  assert.equal(press("z", { keys, press: { ctrlKey: true } }), "undo");
});

test("a key named like a property of every object does nothing", () => {
  assert.equal(press("constructor"), null);
});

test("a character that needs AltGr is typed; Ctrl and Alt with a letter are the browser's", () => {
  const held = { ctrlKey: true, altKey: true };
  assert.equal(press("€", { keys: OTHERS, press: held }), "flag");
  assert.equal(press("k", { keys: OTHERS, press: held }), null);
});

test("figures are free for anything once they choose no option", () => {
  const situation = { keys: OTHERS, revealed: false };
  assert.equal(press("7", situation), "option 7");
  assert.equal(press("7", { ...situation, figures: false }), "bury");
});

test("an arrow is left to options that have the focus", () => {
  assert.equal(press("ArrowRight", { keys: OTHERS, on: "checkbox" }), null);
});

test("u, z and control z undo, whatever the state of caps lock", () => {
  for (const key of ["u", "z", "U", "Z"]) assert.equal(press(key), "undo");
  assert.equal(press("z", { press: { ctrlKey: true } }), "undo");
  assert.equal(press("z", { press: { metaKey: true } }), "undo");
});

test("hyphen puts off, at suspends (also through AltGr), question mark helps", () => {
  assert.equal(press("-"), "bury");
  assert.equal(press("@"), "suspend");
  assert.equal(press("@", { press: { ctrlKey: true, altKey: true } }), "suspend");
  assert.equal(press("?"), "help");
});

test("before the answer, figures choose an option", () => {
  assert.deepEqual(["1", "9"].map((key) => press(key, { revealed: false })), ["option 1", "option 9"]);
  assert.equal(press("1", { revealed: false, singleKeys: false }), null);
});

test("star flags, exclamation mark reports, e suggests, i informs", () => {
  assert.deepEqual(["*", "!", "i", "I"].map((key) => press(key)), ["flag", "report", "info", "info"]);
  assert.deepEqual(["e", "E"].map((key) => press(key)), ["suggest", "suggest"]);
});

test("the browser's own shortcuts stay its own", () => {
  assert.equal(press("u", { press: { ctrlKey: true } }), null);
  assert.equal(press("1", { press: { altKey: true } }), null);
  assert.equal(press("-", { press: { metaKey: true } }), null);
});

test("with single keys off only control z is left", () => {
  for (const key of [" ", "Enter", "1", "u", "-", "@", "*", "!", "i", "?"]) {
    assert.equal(press(key, { singleKeys: false }), null);
  }
  assert.equal(press("z", { singleKeys: false, press: { ctrlKey: true } }), "undo");
});

test("buttons, links and boxes keep the keys they need", () => {
  assert.equal(press(" ", { on: "button" }), null);
  assert.equal(press("Enter", { on: "link" }), null);
  assert.equal(press(" ", { on: "checkbox" }), null);
  assert.equal(press("Enter", { on: "checkbox" }), "confirm");
  assert.equal(press("2", { on: "button" }), 2);
});

test("in a text field every key is text", () => {
  assert.equal(press("u", { on: "text" }), null);
  assert.equal(press("z", { on: "text", press: { ctrlKey: true } }), null);
});

test("enter in a field of one line shows the answer, single keys or not; the rest is text", () => {
  for (const singleKeys of [true, false]) {
    assert.equal(press("Enter", { on: "field", revealed: false, singleKeys }), "show");
  }
  assert.equal(press("Enter", { on: "field", revealed: false, press: { repeat: true } }), null);
  assert.equal(press("Enter", { on: "field" }), null);
  assert.equal(press("u", { on: "field", revealed: false }), null);
});
