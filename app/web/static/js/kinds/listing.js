import { counted } from "../words.js";

/** A list or steps: recalled in mind, then ticked entry by entry. @type {import("./kinds.js").Kind} */
export const listing = {
  fits: (card) => card.items.length > 0 && card.kind !== "choice",
  prompt: ({ items, ordered }) =>
    ordered ? `${counted(items.length, "step")}, in order` : `${counted(items.length, "entry", "entries")}, in any order`,
  ticks: "Tick what you recalled",
};
