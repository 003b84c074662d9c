/**
 * What stands behind "More" on the study page: help, something wrong with the card, and what is
 * known of it. Each is a dialog that gives the focus back.
 *
 * @typedef {import("./types.js").Card} Card
 */

import { Failure } from "./api.js";
import { byId, questionOf } from "./dom.js";
import { _ } from "./texts.js";

const DIALOGS = ["help", "report", "info", "note"];

/** @param {string} id @returns {HTMLDialogElement} */
const dialog = (id) => byId(id);

/** @returns {boolean} whether one of them is open: its keys are its own */
export function dialogOpen() {
  return DIALOGS.some((id) => dialog(id).open);
}

export function closeMenu() {
  const menu = /** @type {HTMLDetailsElement} */ (byId("more"));
  // The focus must not stay on what is about to be hidden.
  if (menu.open && menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
  menu.open = false;
}

export function openHelp() {
  dialog("help").showModal();
}

/** @param {boolean} flagged */
export function showFlag(flagged) {
  byId("flagged").hidden = !flagged;
  byId("flag-label").textContent = flagged ? _("Take the flag off") : _("Flag this card");
}

/**
 * Telling and suggesting are for cards that others can mend; suggesting is a page of its own.
 * @param {string} slug @param {Card} card
 */
export function leadToStaff(slug, card) {
  for (const id of ["report-open", "suggest"]) byId(id).hidden = !!card.private;
  /** @type {HTMLAnchorElement} */ (byId("suggest")).href = `/study/${slug}/suggest/${card.card}`;
}

/** @param {Card} card */
export function openReport(card) {
  byId("report-card").textContent = questionOf(card.front);
  byId("report-error").hidden = true;
  /** @type {HTMLTextAreaElement} */ (byId("report-text")).value = "";
  dialog("report").showModal();
}

/** The history that was asked for last: one that comes later is of another card. @type {unknown} */
let latest = null;

/**
 * Open the card's history at once, and fill it in when it has come.
 * @param {Card} card @param {Promise<import("./info.js").Info>} asked
 */
export async function openInfo(card, asked) {
  byId("info-card").textContent = questionOf(card.front);
  byId("info-state").textContent = _("Fetching …");
  byId("info-more").hidden = true;
  latest = asked;
  dialog("info").showModal();
  try {
    const [{ fill }, info] = await Promise.all([import("./info.js"), asked]);
    if (latest === asked) fill(info);
  } catch (failure) {
    if (latest !== asked) return;
    const signedOut = failure instanceof Failure && failure.status === 401;
    byId("info-state").textContent = signedOut
      ? _("You are logged out")
      : _("There is no connection to the server. Try again later.");
  }
}

/** @param {(text: string) => Promise<boolean>} send  tells whether the report has arrived @param {(words: string) => void} tell */
export function wireDialogs(send, tell) {
  for (const id of DIALOGS) {
    for (const button of dialog(id).querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => dialog(id).close());
    }
  }
  byId("report-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = /** @type {HTMLTextAreaElement} */ (byId("report-text")).value.trim();
    byId("report-error").hidden = !!text;
    if (!text) {
      byId("report-text").focus();
      return;
    }
    dialog("report").close();
    tell(_("Sending what you wrote …"));
    void send(text).then((arrived) =>
      tell(
        arrived
          ? _("Sent to your instructors. Thank you.")
          : _("Kept here; it goes to your instructors with your answers."),
      ),
    );
  });
}
