/** The editor of a deck: the draft saves itself, cards and faults follow the typing. */
import { setHtml } from "./dom.js";
import { Draft } from "./draft.js";
import { lineAt, spanOf } from "./lines.js";
import { Paper } from "./paper.js";
import { currentToken } from "./sending.js";
import { _ } from "./texts.js";

/**
 * @typedef {{line: number, column: number, severity: "error" | "warning", code: string,
 *   message: string, hint: string}} Fault
 */

const desk = /** @type {HTMLFormElement | null} */ (document.querySelector("#desk"));
const PATIENCE = 20_000; // milliseconds
const LOOK_PAUSE = 120; // without a key; with the answer's way, a fault is marked within 300
const SAVE_PAUSE = 900;
const BUSY_PAUSE = 1_500;
const HEADROOM = 90; // pixels above the card of the caret
/** @type {Record<import("./draft.js").DraftState, string>} */
const WORDS = {
  saved: _("Draft saved."),
  saving: _("Saving …"),
  offline: _("Not saved yet: no connection. The text stays here and is sent again."),
  "signed-out": _("Not saved: you are logged out. Log in again in another tab; this page then saves by itself."),
  taken: _("Not saved: another tab has saved this draft meanwhile. Press Save to see both texts."),
  "too-large": _("Not saved: the text is too large. Split it into several decks."),
};

if (desk) start(desk);

/** @param {HTMLFormElement} form */
function start(form) {
  const text = /** @type {HTMLTextAreaElement} */ (form.querySelector("#text"));
  const status = /** @type {HTMLElement} */ (form.querySelector("#save-status"));
  const sequence = /** @type {HTMLInputElement} */ (form.elements.namedItem("sequence"));
  const csrf = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf_token"));
  const api = form.dataset.api ?? "";
  const paper = new Paper(/** @type {HTMLElement} */ (form.querySelector("#paper")), text);
  document.documentElement.classList.add("scripted");
  const draft = new Draft(text.value, Number(sequence.value), csrf.value, {
    send: (value, number, token) => send(`${api}/draft`, value, number, token),
    token: currentToken,
    later: (work, milliseconds) => setTimeout(work, milliseconds),
    changed: (one) => {
      status.textContent = WORDS[one.state];
      status.classList.toggle("unsaved", one.state !== "saved" && one.state !== "saving");
      sequence.value = String(one.sequence);
      csrf.value = one.csrf;
    },
  });
  const look = looker(form, text, paper, draft);
  watch(form, text, draft, paper, look);
  look();
}

/**
 * @param {HTMLFormElement} form @param {HTMLTextAreaElement} text
 * @param {Draft} draft @param {Paper} paper @param {() => void} look
 */
function watch(form, text, draft, paper, look) {
  let looking = 0;
  let saving = 0;
  let leaving = false;
  const soon = () => {
    clearTimeout(looking);
    looking = setTimeout(look, LOOK_PAUSE);
  };
  text.addEventListener("input", () => {
    paper.follow();
    soon();
    clearTimeout(saving);
    saving = setTimeout(() => void draft.save(text.value), SAVE_PAUSE);
  });
  // Cards are shown near the caret.
  text.addEventListener("keyup", (event) => {
    if (event.key.startsWith("Arrow") || event.key.startsWith("Page")) soon();
  });
  text.addEventListener("click", soon);
  form.addEventListener("click", (event) => jump(event, text));
  form.addEventListener("submit", (event) => {
    if (leaving) return;
    // What is on its way gets its number first, so that the form goes out with the newest.
    event.preventDefault();
    clearTimeout(saving);
    const { submitter } = event;
    void draft.save(text.value).then(() => {
      leaving = draft.state !== "offline" && draft.state !== "signed-out";
      // A form that is being submitted takes no second submission before it is through.
      if (leaving) setTimeout(() => form.requestSubmit(submitter));
    });
  });
  addEventListener("online", () => void draft.flush());
  addEventListener("focus", () => void draft.flush());
  addEventListener("visibilitychange", () => void draft.save(text.value));
  addEventListener("beforeunload", (event) => {
    if (!leaving && text.value !== draft.kept) event.preventDefault();
  });
}

/** Put the caret where a fault is, when it is pressed. @param {Event} event @param {HTMLTextAreaElement} text */
function jump(event, text) {
  const pressed = event.target instanceof Element ? event.target.closest("button[data-jump]") : null;
  if (!(pressed instanceof HTMLElement)) return;
  const { start, end } = spanOf(text.value, Number(pressed.dataset.jump));
  text.focus();
  text.setSelectionRange(start, end);
}

/**
 * Return what looks at the text: one question at a time, the newest text last.
 * @param {HTMLFormElement} form @param {HTMLTextAreaElement} text @param {Paper} paper @param {Draft} draft
 */
function looker(form, text, paper, draft) {
  const cards = /** @type {HTMLElement} */ (form.querySelector("#cards"));
  let running = false;
  let again = false;
  const look = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    const line = lineAt(text.value, text.selectionStart);
    const { status, body } = await post(`${form.dataset.api}/preview`, { text: text.value, line: String(line) }, draft.csrf);
    running = false;
    if (status === 200 && body) show(form, cards, paper, body, line);
    if (status === 503) {
      paper.tell(_("The cards are looked at again in a moment."));
      setTimeout(look, BUSY_PAUSE);
    } else if (again) void look();
  };
  return () => void look();
}

/**
 * @param {HTMLFormElement} form @param {HTMLElement} cards @param {Paper} paper
 * @param {{faults: Fault[], cards: string, verdict: string}} found @param {number} line
 */
function show(form, cards, paper, found, line) {
  setHtml(cards, found.cards);
  const near = [...cards.querySelectorAll("[data-line]")].filter(
    (one) => Number(/** @type {HTMLElement} */ (one).dataset.line) <= line,
  );
  const here = /** @type {HTMLElement | undefined} */ (near.at(-1));
  here?.classList.add("here");
  const side = /** @type {HTMLElement} */ (form.querySelector(".desk-side"));
  if (here && side.scrollHeight > side.clientHeight) {
    side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - HEADROOM;
  }
  paper.mark(found.faults);
  const list = /** @type {HTMLElement} */ (form.querySelector("#faults"));
  list.replaceChildren(...found.faults.map(faultItem));
  paper.tell(found.verdict);
}

/** @param {Fault} fault */
function faultItem(fault) {
  const item = document.createElement("li");
  item.className = `fault ${fault.severity}`;
  item.dataset.line = String(fault.line);
  const place = document.createElement("button");
  place.type = "button";
  place.className = "fault-place";
  place.dataset.jump = String(fault.line);
  const { line } = fault;
  place.textContent =
    fault.severity === "error" ? _("Error, line %(line)s", { line }) : _("Warning, line %(line)s", { line });
  const hint = document.createElement("span");
  hint.className = "quiet-text";
  hint.textContent = fault.hint;
  const found = document.createElement("span");
  found.lang = "en"; // as the terminal has it
  found.append(`${fault.message.charAt(0).toUpperCase()}${fault.message.slice(1)}. `, hint);
  item.append(place, " ", found);
  return item;
}

/** @param {string} address @param {string} text @param {number} sequence @param {string} csrf */
async function send(address, text, sequence, csrf) {
  const { status, body } = await post(address, { text, sequence: String(sequence) }, csrf);
  return { status, sequence: typeof body?.sequence === "number" ? body.sequence : null };
}

/** @param {string} address @param {Record<string, string>} fields @param {string} csrf */
async function post(address, fields, csrf) {
  try {
    const reply = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json", "X-CSRF-Token": csrf },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: reply.status, body: await reply.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  }
}
