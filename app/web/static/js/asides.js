/**
 * What a student does with the card on the screen beside answering it: flag it, tell that it is
 * wrong, look at its history. The card stays where it is.
 *
 * @typedef {import("./queue.js").Run} Run
 */

import { byId } from "./dom.js";
import * as menu from "./menu.js";
import * as screen from "./screen.js";
import { _ } from "./texts.js";

/**
 * @param {Run} run @param {import("./outbox.js").Outbox} outbox
 * @param {import("./events.js").EventMaker} maker
 * @param {(card: string) => Promise<import("./info.js").Info>} ask
 */
export function asides(run, outbox, maker, ask) {
  function flag() {
    const card = run.current?.card;
    if (!card) return;
    card.state.flagged = !card.state.flagged;
    outbox.add(maker.make({ type: card.state.flagged ? "flag" : "unflag", card }));
    menu.showFlag(card.state.flagged);
    screen.say(card.state.flagged ? _("Flagged.") : _("The flag is off."));
  }

  /** @param {string} text @returns {Promise<boolean>} whether the server has it */
  async function report(text) {
    const card = run.current?.card;
    if (!card) return false;
    const event = maker.make({ type: "report", card, detail: { text } });
    outbox.add(event);
    await outbox.flush();
    return !outbox.memory.has(event.id);
  }

  const deeds = {
    flag,
    report: () => {
      if (run.current && !run.current.card.private) menu.openReport(run.current.card);
    },
    suggest: () => {
      if (run.current && !run.current.card.private) byId("suggest").click();
    },
    info: () => {
      const card = run.current?.card;
      if (card) void menu.openInfo(card, ask(card.card));
    },
  };
  /** Another page cannot be had without a connection; this one goes on. @param {Event} event */
  function needsConnection(event) {
    if (navigator.onLine) return;
    event.preventDefault();
    menu.closeMenu();
    screen.tell(_("Suggesting another text needs a connection."));
  }

  return { deeds, report, needsConnection };
}
