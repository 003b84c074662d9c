/** Two sides: recall the one, see the other. @type {import("./kinds.js").Kind} */
export const plain = {
  fits: () => true,
  prompt: (card) => {
    if (card.kind === "term") return card.facet === "reverse" ? "Which term is meant?" : "What does it mean?";
    return card.kind === "cloze" ? "What belongs in the gap?" : "";
  },
};
