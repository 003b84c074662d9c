/** A list or steps: recalled in mind, then ticked entry by entry. @type {import("./kinds.js").Kind} */
export const listing = {
  fits: (card) => card.items.length > 0 && card.kind !== "choice",
  prompt: ({ items, ordered }) => (ordered ? `${items.length} steps, in order` : `${items.length} entries, in any order`),
  ticks: "Tick what you recalled",
};
