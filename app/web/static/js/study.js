/**
 * The study page: connects the run of cards, the outbox, the keys and the screen. Read
 * queue.js for what comes next, outbox.js for how answers reach the server.
 *
 * @typedef {import("./types.js").Rating} Rating
 */

import { Failure } from "./api.js";
import { api, clock, keep, outbox, prepare, refused } from "./away.js";
import { Stopwatch, zoneName } from "./clock.js";
import { uuid } from "./device.js";
import { EventMaker, itemsDetail } from "./events.js";
import { commandFor } from "./keys.js";
import { Run } from "./queue.js";
import { byId, countTicks, ticks } from "./render.js";
import * as screen from "./screen.js";

const FETCHED = 20; // cards at once
const WHOLE_DECK = 200;
const MORE = 10; // "learn more new cards", or "ten minutes more" for an exam
const LATE = 1500; // milliseconds after which an unsent answer is worth a word
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

const root = byId("study");
const mode = root.dataset.mode ?? "schedule";
const slug = root.dataset.slug ?? "";
const scheduled = mode === "schedule";
const exam = mode === "exam";
const settings = {
  fourGrades: root.dataset.fourGrades === "true",
  singleKeys: root.dataset.singleKeys === "true",
};
const help = /** @type {HTMLDialogElement} */ (byId("help"));

const watch = new Stopwatch(() => performance.now());
const zone = zoneName(Intl.DateTimeFormat().resolvedOptions().timeZone, root.dataset.zone ?? "UTC");
const maker = new EventMaker(
  scheduled ? "schedule" : exam ? "exam" : "deck",
  zone,
  keep.device,
  clock,
  uuid,
);
const run = new Run(scheduled, !scheduled && !exam);
outbox.connections.changed = reportSaving;

let revealed = false;
let more = 0; // new cards asked for beyond today's allowance
let fetchWait = FIRST_WAIT;
/** Cards answered while a queue was on its way. @type {Set<string>} */
let touched = new Set();
/** @type {Promise<Failure | null> | null} */
let fetching = null;

/** @param {import("./outbox.js").Outbox} box */
function reportSaving(box) {
  const [oldest] = box.pending;
  const age = oldest ? clock.now() - Date.parse(oldest.answered_at) : 0;
  screen.saving(box, age >= LATE);
  if (oldest && !box.obstacle && age < LATE) setTimeout(() => reportSaving(box), LATE - age);
}

/** Fetch cards, once at a time. @returns {Promise<Failure | null>} what went wrong, if anything */
function fetchCards() {
  fetching ??= fetchQueue().finally(() => {
    fetching = null;
  });
  return fetching;
}

async function fetchQueue() {
  await outbox.flush();
  const unknown = outbox.cards;
  touched = new Set();
  try {
    const reply = await api.queue(slug, mode, run.whole ? WHOLE_DECK : FETCHED, more);
    run.take(reply, new Set([...unknown, ...touched]), clock.now());
    fetchWait = FIRST_WAIT;
    screen.progress(run);
    return null;
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure(0, String(error));
    return failure.passing && (await takeKept()) ? null : failure;
  }
}

/** Go on with what this browser keeps. @returns {Promise<boolean>} whether it keeps this course */
async function takeKept() {
  const kept = await keep.queue(slug, mode);
  if (!kept) return false;
  const { replay } = await import("./replay.js");
  replay(run, kept, await keep.steps(slug), new Set(outbox.memory.keys()), clock.now());
  screen.progress(run);
  return true;
}

/** Show the next card; the page is painted before anything goes to the network. */
function showNext() {
  revealed = false;
  const place = run.next(clock.now());
  if (place) {
    screen.question(place.card);
    watch.start();
    if (run.low) void fetchCards();
  } else {
    void finish();
  }
  screen.progress(run);
}

/** Nothing is left here: ask the server once more, then say so. */
async function finish() {
  screen.wait();
  const asked = run.answered > 0 || run.wanting;
  const failure = !run.whole && asked ? await fetchCards() : null;
  const moreNew = !failure && (await moreIsThere());
  if (run.current) return; // an undo in the meantime
  if (run.pick(clock.now())) showNext();
  else if (failure && !(failure.passing && run.answered)) troubled(failure);
  else screen.end(run, clock.now(), moreNew);
}

/** @returns {Promise<boolean>} whether the course has cards beyond today's allowance */
async function moreIsThere() {
  if (run.whole || run.pick(clock.now())) return false;
  const reply = await api.queue(slug, mode, 0, more + MORE).catch(() => null);
  return !!reply && reply.counts.new + (exam ? reply.counts.review : 0) > 0;
}

/** @param {Failure} failure */
function troubled(failure) {
  screen.trouble(failure);
  if (!failure.passing) return;
  setTimeout(() => void tryAgain(), fetchWait);
  fetchWait = Math.min(fetchWait * 2, LONGEST_WAIT);
}

/** Fetch behind a message that stays until there is something new to say. */
async function tryAgain() {
  if (byId("trouble").hidden) return;
  const failure = await fetchCards();
  if (byId("trouble").hidden) return;
  if (failure) troubled(failure);
  else showNext();
}

async function start() {
  screen.wait();
  const failure = await fetchCards();
  if (failure) return troubled(failure);
  showNext();
  if (!run.steps.length) void rememberSteps();
  setTimeout(() => void prepare({ slug, mode }).catch(() => {}), LATE);
}

/** Take up what can be undone from before the page was loaded. */
async function rememberSteps() {
  const { undoable } = await import("./replay.js");
  const steps = undoable(await keep.steps(slug), maker.mode, scheduled, clock.now());
  const own = new Set(run.steps.map(({ event }) => event.id));
  run.steps.unshift(...steps.filter(({ event }) => !own.has(event.id)));
  screen.progress(run);
}

function reveal() {
  if (!run.current || revealed) return;
  revealed = true;
  screen.answer(run.current);
}

/** @param {Rating} rating */
function grade(rating) {
  const place = run.current;
  if (!place || !revealed) return;
  const event = maker.make({
    type: "review",
    card: place.card,
    rating,
    elapsed: watch.elapsed(),
    detail: itemsDetail(ticks(), rating),
  });
  const button = screen.gradeButtons().find((one) => Number(one.dataset.rating) === rating);
  screen.say(button?.getAttribute("aria-label") ?? button?.textContent?.trim() ?? "");
  run.grade(rating, event, clock.now());
  touched.add(event.card);
  showNext();
  outbox.add(event, place, slug);
}

/** @param {"bury" | "suspend"} type */
function setAside(type) {
  const place = run.current;
  if (!place) return;
  const event = maker.make({ type, card: place.card });
  screen.say(type === "bury" ? "Not today. The card comes back tomorrow." : "Not asked any more.");
  run.setAside(event);
  touched.add(event.card);
  showNext();
  outbox.add(event, place, slug);
}

function undo() {
  const event = run.undo();
  if (!event || !run.current) return;
  const { card } = run.current;
  touched.add(card.card);
  outbox.add(maker.make({ type: "retract", card, target: event.id }), run.current, slug);
  revealed = false;
  screen.question(card);
  screen.say("Undone. The card is back.");
  watch.start();
  screen.progress(run);
}

function goOn() {
  more += MORE;
  void start();
}

/** @param {import("./keys.js").Command} command */
function obey(command) {
  closeMenu();
  if (command === "show") reveal();
  else if (command === "undo") undo();
  else if (command === "help") help.showModal();
  else if (command === "bury" || command === "suspend") setAside(command);
  else grade(command);
}

/** What has the focus, as the keys care about it. @param {EventTarget | null} target */
function focused(target) {
  const element = target instanceof Element ? target : null;
  if (element?.matches('input[type="checkbox"]')) return "checkbox";
  if (element?.matches("input, select, textarea")) return "text";
  if (element?.closest("button, summary")) return "button";
  return element?.closest("a") ? "link" : "";
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (help.open || event.defaultPrevented) return;
  if (event.key === "Escape") closeMenu();
  const command = commandFor(event, { ...settings, revealed, on: focused(event.target) });
  if (command === null) return;
  event.preventDefault();
  obey(command);
}

function closeMenu() {
  const menu = /** @type {HTMLDetailsElement} */ (byId("more"));
  // The focus must not stay on what is about to be hidden.
  if (menu.open && menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
  menu.open = false;
}

/** @param {string} id @param {() => void} work */
function onClick(id, work) {
  byId(id).addEventListener("click", work);
}

function wire() {
  document.addEventListener("keydown", onKey);
  onClick("show", reveal);
  onClick("undo", undo);
  onClick("bury", () => obey("bury"));
  onClick("suspend", () => obey("suspend"));
  onClick("help-open", () => obey("help"));
  onClick("help-close", () => help.close());
  onClick("go-on", goOn);
  onClick("trouble-again", () => void start());
  for (const button of screen.gradeButtons()) {
    button.addEventListener("click", () => grade(/** @type {Rating} */ (Number(button.dataset.rating))));
  }
  byId("ticks").addEventListener("change", countTicks);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !byId("more").contains(event.target)) closeMenu();
  });
  window.addEventListener("online", () => void outbox.recheck());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) watch.pause();
    else watch.resume();
    void (document.hidden ? outbox.flush() : outbox.recheck());
  });
}

byId("unscripted").hidden = true;
byId("unkept").hidden = !refused;
wire();
void outbox.flush();
void start();
