import { _, ngettext } from "../texts.js";


/** A list or steps: recalled in mind, then ticked entry by entry. @type {import("./kinds.js").Kind} */
export const listing = {
  fits: (card) => card.items.length > 0 && card.kind !== "choice",
  prompt: ({ items, ordered }) =>
    ordered
      ? ngettext("%(num)d step, in order", "%(num)d steps, in order", items.length)
      : ngettext("%(num)d entry, in any order", "%(num)d entries, in any order", items.length),
  ticks: _("Tick what you recalled"),
};
