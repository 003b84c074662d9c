/**
 * The states of the study page: waiting, question, answer, end, trouble. Each shows its part,
 * hides the others, and puts the focus where reading goes on.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./kinds/kinds.js").Marked} Marked
 * @typedef {import("./queue.js").Place} Place
 * @typedef {import("./queue.js").Run} Run
 */

import { byId, fillList, questionOf, setHtml } from "./dom.js";
import { RATINGS } from "./queue.js";
import { _, ngettext } from "./texts.js";
import { leftOutWords, outboxWords, progressWords, restWords, resultWords, whenWords } from "./words.js";

const PARTS = ["wait", "card", "actions", "end", "trouble"];
const MOST_LISTED = 8;
const DOUBLE_CLICK = 400; // milliseconds in which a second click means what was there at the first

/** When the card was last turned, by the clock of `Event.timeStamp`. */
let turned = 0;

/** @param {...string} parts */
function only(...parts) {
  for (const part of PARTS) byId(part).hidden = !parts.includes(part);
}

/** @returns {HTMLButtonElement[]} */
export function gradeButtons() {
  return [...byId("grades").querySelectorAll("button")];
}

/**
 * On a button that turns the card: on a telephone a grade comes to stand where "Show" was, and
 * the second half of a double click would grade an answer that nobody has read.
 * @param {HTMLElement} button @param {() => void} turn
 */
export function onTurn(button, turn) {
  button.addEventListener("click", ({ detail, timeStamp }) => {
    if (detail < 2 || timeStamp - turned > DOUBLE_CLICK) turn();
  });
}

export function wait() {
  only("wait");
}

/** @param {boolean} entering  whether there is something to enter @param {boolean} typing */
export function question(entering, typing) {
  turned = performance.now();
  only("card", "actions");
  byId("answer").hidden = true;
  mayWrite(false);
  byId("grades").hidden = true;
  byId("show").hidden = false;
  tell("");
  byId("show").textContent = entering ? _("Check the answer") : _("Show the answer");
  window.scrollTo({ top: 0 });
  // Who types has asked for the field; its description is the question.
  const field = typing ? byId("entries").querySelector("input#entry") : null;
  const first = field instanceof HTMLElement ? field : byId("question");
  first.focus({ preventScroll: true });
}

/** @param {Card} card @param {Place["outcomes"]} outcomes @param {Marked | null} marked */
export function answer(card, outcomes, marked) {
  turned = performance.now();
  byId("verdict").textContent = marked?.words ?? "";
  byId("verdict").className = marked?.right === true ? "is-right" : marked?.right === false ? "is-wrong" : "";
  byId("overrule").hidden = !marked?.disputable;
  byId("advice").textContent = card.advice ?? "";
  byId("advice").hidden = !card.advice;
  setHtml(byId("corrected-before"), card.corrected ?? "");
  byId("corrected").hidden = !card.corrected;
  showNote(card);
  mayWrite(true);
  byId("answer").hidden = false;
  byId("show").hidden = true;
  byId("grades").hidden = false;
  for (const button of gradeButtons()) {
    const rating = /** @type {import("./types.js").Rating} */ (Number(button.dataset.rating));
    const label = outcomes?.[RATINGS[rating]]?.label ?? "";
    const interval = button.querySelector(".grade-interval");
    if (interval) interval.textContent = label;
    if (label) button.setAttribute("aria-label", _("%(grade)s, comes back in %(time)s", { grade: name(button), time: label }));
    else button.removeAttribute("aria-label");
  }
  byId("answer").focus();
}

/** The student's own note. @param {Card} card */
export function showNote(card) {
  byId("own-note").hidden = !card.own_note;
  byId("own-note-text").textContent = card.own_note ?? "";
}

/** A note may hold the answer, so it is opened beside the answer only. @param {boolean} may */
function mayWrite(may) {
  /** @type {HTMLButtonElement} */ (byId("note-open")).disabled = !may;
}

/** Make one grade the one that Space gives. @param {number} rating */
export function suggest(rating) {
  for (const button of gradeButtons()) {
    button.classList.toggle("primary", Number(button.dataset.rating) === rating);
  }
}

export function overruled() {
  byId("overrule").hidden = true;
  byId("verdict").textContent = _("Counted as right, because you say so.");
  byId("verdict").className = "";
  byId("answer").focus();
  say(_("Counted as right."));
}

/** A grade's name, with what is said of it to screen readers. @param {HTMLButtonElement} button */
export function name(button) {
  const parts = [...button.querySelectorAll(".grade-name, .sr-only")];
  return parts.map((part) => part.textContent).join("");
}

/** @param {Run} run */
export function progress(run) {
  const { answered, left } = run.progress;
  byId("progress").textContent = progressWords(run.progress, !run.whole);
  const bar = /** @type {HTMLProgressElement} */ (byId("bar"));
  bar.value = answered + left ? answered / (answered + left) : 0;
  /** @type {HTMLButtonElement} */ (byId("undo")).disabled = run.steps.length === 0;
  for (const id of ["bury", "suspend", "flag", "report-open", "info-open"]) {
    /** @type {HTMLButtonElement} */ (byId(id)).disabled = !run.current;
  }
}

/** @param {import("./outbox.js").Outbox} outbox @param {boolean} late  whether unsent is worth a word */
export function saving(outbox, late) {
  const words = late || outbox.obstacle ? outboxWords(outbox.count, outbox.obstacle) : "";
  const reasons = [...new Set(outbox.refused)].join(" ");
  const refused = outbox.refused.length
    ? ngettext("%(num)d answer could not be saved: %(reasons)s", "%(num)d answers could not be saved: %(reasons)s", outbox.refused.length, { reasons })
    : "";
  const status = byId("status");
  const fragile = words && outbox.fragile ? _("Leave this page open: this browser cannot keep them.") : "";
  const text = [words, fragile, refused].filter(Boolean).join(" ");
  if (status.textContent === text) return; // announced already
  status.textContent = text;
  if (outbox.obstacle === "signed-out" && outbox.count) {
    const link = document.createElement("a");
    link.href = /** @type {HTMLAnchorElement} */ (byId("trouble-login")).href;
    link.textContent = _("Log in");
    status.append(" ", link);
  }
}

/** Choose the option of this number, as a click would. @param {number} number */
export function pick(number) {
  const input = byId("entries").querySelectorAll(".option input")[number - 1];
  if (!(input instanceof HTMLInputElement) || byId("entries").querySelector(".sorting")) return;
  input.click();
  input.focus();
}

/** Say something to everybody, below the card. @param {string} text */
export function tell(text) {
  byId("told").textContent = text;
}

/** Tell screen readers, once, what the eye can see. @param {string} text */
export function say(text) {
  byId("spoken").textContent = text;
}

/** @param {Run} run @param {number} now @param {boolean} more  whether new cards are left */
export function end(run, now, more) {
  const { cards, known, next } = run.summary;
  only("end");
  const [title, nothing] = endWords(run);
  byId("end-title").textContent = cards.length ? _("That’s it for now.") : title;
  byId("end-result").textContent = cards.length ? resultWords(known, cards.length) : nothing;
  byId("end-left-out").textContent = run.kept
    ? _("There is no connection: this is about the cards kept here.")
    : leftOutWords(run.leftOut);
  byId("end-next").textContent = !usedUp(run) ? comeBack(run, next, now) : cards.length ? usedUpWords() : "";
  const list = (/** @type {typeof cards} */ some) => some.map((one) => questionOf(one.card.front));
  part("end-fresh", list(cards.filter((one) => one.card.state.phase === "new")));
  part("end-missed", list(cards.filter((one) => one.first === 1)));
  byId("go-on").hidden = !more;
  window.scrollTo({ top: 0 });
  byId("end").focus({ preventScroll: true });
}

/** What is said when there was nothing to answer. @param {Run} run @returns {[string, string]} */
function endWords(run) {
  if (run.restsAfter) return restWords(run.restsAfter);
  if (usedUp(run)) return [_("Done for today."), usedUpWords()];
  return run.scheduled || run.whole
    ? [_("Nothing is due now."), _("Every card you have met is still in memory, as far as anyone can tell.")]
    : [_("Done for today."), _("What today’s minutes can do for the exam is done.")];
}

/** Whether the schedule asks no more since the day's minutes are over. @param {Run} run */
const usedUp = (run) => run.scheduled && !run.waiting.length && !run.progress.minutes;

const usedUpWords = () => _("Your minutes of today are used up. What is left waits until tomorrow.");

/** @param {Run} run @param {number | null} next @param {number} now */
function comeBack(run, next, now) {
  // Without the server nobody knows whether another comes back before those whose time is known.
  if (run.kept && run.summary.cards.some((one) => one.returns === null)) return "";
  const waiting = run.waiting.map((place) => place.due);
  const soonest = Math.min(...waiting, next ?? Infinity);
  if (!run.scheduled || !Number.isFinite(soonest)) return "";
  const when = whenWords(soonest, now);
  return _("The first of them comes back %(when)s. There is nothing to do until then.", { when });
}

/** @param {string} id @param {string[]} texts */
function part(id, texts) {
  byId(id).hidden = texts.length === 0;
  fillList(byId(`${id}-list`), texts, MOST_LISTED);
}

/** @param {import("./api.js").Failure} failure */
export function trouble(failure) {
  const signedOut = failure.status === 401;
  byId("trouble-title").textContent = signedOut
    ? _("You are logged out")
    : failure.passing
      ? _("The cards could not be fetched")
      : _("This cannot be studied");
  byId("trouble-text").textContent = signedOut
    ? _("Log in to go on. Answers that are not yet saved are kept in this browser.")
    : failure.passing
      ? _("There is no connection to the server. Answers that are not yet saved are kept in this browser, and fetching is tried again by itself.")
      : failure.detail || _("Go back to the course and start from there.");
  const shown = !byId("trouble").hidden;
  only("trouble");
  byId("trouble-login").hidden = !signedOut;
  byId("trouble-again").hidden = signedOut;
  if (!shown) byId("trouble").focus();
}
