import { _ } from "../texts.js";

/** Two sides: recall the one, see the other. @type {import("./kinds.js").Kind} */
export const plain = {
  fits: () => true,
  prompt: (card) => {
    if (card.kind === "term") return card.facet === "reverse" ? _("Which term is meant?") : _("What does it mean?");
    return card.kind === "cloze" ? _("What belongs in the gap?") : "";
  },
};
