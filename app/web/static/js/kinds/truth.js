import { make } from "../dom.js";
import { chosen, options } from "./fields.js";

/** A statement to be judged. @type {import("./kinds.js").Kind} */
export const trueFalse = {
  fits: (card) => card.kind === "true_false" && typeof card.truth === "boolean",
  prompt: () => "True or false?",
  controls: () => {
    const both = [
      { value: "true", label: "True" },
      { value: "false", label: "False" },
    ];
    return [make("div", { role: "group", "aria-labelledby": "prompt" }, ...options("radio", "truth", both))];
  },
  read: (box) => {
    const [said] = chosen(box);
    return said === undefined ? null : said === "true";
  },
  mark: (card, given) => {
    const right = given === card.truth;
    return { right, words: `${right ? "Right" : "No"}: it is ${card.truth}.`, detail: { said: given } };
  },
};
