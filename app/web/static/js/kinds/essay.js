import { make } from "../dom.js";
import { _, OURS } from "../texts.js";
import { textField } from "./fields.js";

/**
 * A longer text, judged by whoever wrote it beside a model answer. It stays on the screen: no
 * event keeps it.
 * @type {import("./kinds.js").Kind}
 */
export const essay = {
  fits: (card) => card.kind === "essay",
  prompt: () => _("Answer in writing, then compare"),
  controls: () => [textField(_("Your answer"), "textarea", { rows: "5" })],
  read: (box) => box.querySelector("textarea")?.value.trim() || null,
  mark: (_card, given) => ({
    right: null,
    words: _("Compare it with the model answer."),
    detail: { words: given.split(/\s+/u).length },
  }),
  review: (_card, given) =>
    given
      ? [make("h4", OURS, _("You wrote")), make("p", { class: "given" }, given), make("h4", OURS, _("Model answer"))]
      : [],
};
