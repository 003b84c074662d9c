import { make } from "../dom.js";
import { _, OURS } from "../texts.js";
import { chosen, options } from "./fields.js";

/** A statement to be judged. @type {import("./kinds.js").Kind} */
export const trueFalse = {
  fits: (card) => card.kind === "true_false" && typeof card.truth === "boolean",
  prompt: () => _("True or false?"),
  controls: () => {
    const both = [
      { value: "true", label: make("span", OURS, _("True")) },
      { value: "false", label: make("span", OURS, _("False")) },
    ];
    return [make("div", { role: "group", "aria-labelledby": "prompt" }, ...options("radio", "truth", both))];
  },
  read: (box) => {
    const [said] = chosen(box);
    return said === undefined ? null : said === "true";
  },
  mark: (card, given) => {
    const right = given === card.truth;
    const agreed = given ? _("Right: it is true.") : _("Right: it is false.");
    const denied = given ? _("No: it is false.") : _("No: it is true.");
    return { right, words: right ? agreed : denied, detail: { said: given } };
  },
};
