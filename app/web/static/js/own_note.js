/**
 * Writing the student's own note on the card on the screen, in a dialog; fetched when it is wanted.
 * Saving needs a connection; what was not saved stays in the field, and the dialog says so.
 *
 * @typedef {import("./types.js").Card} Card
 */

import { byId, textOf } from "./dom.js";

/**
 * @param {(card: string, text: string) => Promise<string>} save  returns the note as it is kept
 * @param {(card: Card) => void} show  beside the answer
 * @param {(words: string) => void} say
 * @returns {(card: Card) => void} opens the dialog
 */
export function ownNote(save, show, say) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("note"));
  const field = /** @type {HTMLTextAreaElement} */ (byId("note-text"));
  const words = dialog.dataset;
  /** @type {Card | null} */
  let written = null;
  /** What could not be saved, by card. @type {Map<string, string>} */
  const unsaved = new Map();

  /** @param {Card} card */
  async function keep(card) {
    const text = field.value;
    byId("note-status").textContent = words.saving ?? "";
    try {
      card.own_note = await save(card.card, text);
    } catch (error) {
      unsaved.set(card.card, text);
      if (written !== card) return; // another card's note is being written by now
      const detail = /** @type {{status?: number, detail?: string}} */ (error);
      byId("note-status").textContent = (detail.status === 422 && detail.detail) || (words.lost ?? "");
      field.focus();
      return;
    }
    unsaved.delete(card.card);
    show(card);
    if (written !== card) return;
    dialog.close();
    say((card.own_note ? words.kept : words.deleted) ?? "");
  }

  byId("note-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (written) void keep(written);
  });

  return (card) => {
    if (written !== card) field.value = unsaved.get(card.card) ?? card.own_note ?? "";
    written = card;
    byId("note-card").textContent = textOf(card.front);
    byId("note-status").textContent = "";
    dialog.showModal();
    field.focus();
  };
}
