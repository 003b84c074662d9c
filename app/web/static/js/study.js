/**
 * The study page: connects the run of cards, the outbox, the keys and the screen. Read
 * source.js for where cards come from, queue.js for what comes next, outbox.js for how answers
 * reach the server.
 *
 * @typedef {import("./types.js").Rating} Rating
 */

import { Answering } from "./answering.js";
import { asides } from "./asides.js";
import { api, clock, keep, outbox, prepare, refused } from "./away.js";
import { Stopwatch, zoneName } from "./clock.js";
import { uuid } from "./device.js";
import { byId } from "./dom.js";
import { EventMaker } from "./events.js";
import { commandFor, focused } from "./keys.js";
import * as menu from "./menu.js";
import { Run } from "./queue.js";
import { countTicks } from "./render.js";
import * as screen from "./screen.js";
import { CardSource } from "./source.js";
import { _ } from "./texts.js";

const LATE = 1500; // milliseconds after which an unsent answer is worth a word
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

const root = byId("study");
const mode = root.dataset.mode ?? "schedule";
const slug = root.dataset.slug ?? "";
const scheduled = mode === "schedule";
const exam = mode === "exam";
const settings = {
  keys: /** @type {import("./keys.js").Keys} */ (JSON.parse(root.dataset.keys ?? "{}")),
  figures: root.dataset.figures === "true",
  singleKeys: root.dataset.singleKeys === "true",
};

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

const answering = new Answering(root.dataset.typing === "true");
const know = answering.know.bind(answering);
const source = new CardSource(slug, mode, run, { api, clock, keep, outbox, know });
const aside = asides(run, outbox, maker, (card) => api.card(slug, card));

/** Opens the dialog for the student's own note. @type {((card: import("./types.js").Card) => void) | null} */
let openNote = null;
let fetchWait = FIRST_WAIT;

/** @param {import("./outbox.js").Outbox} box */
function reportSaving(box) {
  const [oldest] = box.pending;
  const age = oldest ? clock.now() - Date.parse(oldest.answered_at) : 0;
  screen.saving(box, age >= LATE);
  if (oldest && !box.obstacle && age < LATE) setTimeout(() => reportSaving(box), LATE - age);
}

async function fetchCards() {
  const failure = await source.fetch();
  if (!failure) {
    fetchWait = FIRST_WAIT;
    screen.progress(run);
  }
  return failure;
}

/** Show the next card; the page is painted before anything goes to the network. */
function showNext() {
  const place = run.next(clock.now());
  if (place) {
    ask(place.card);
    if (run.low) void fetchCards();
  } else {
    void finish();
  }
  screen.progress(run);
}

/** @param {import("./types.js").Card} card */
function ask(card) {
  answering.ask(card);
  menu.showFlag(!!card.state.flagged);
  menu.leadToStaff(root.dataset.slug ?? "", card);
  watch.start();
  if (document.hidden) watch.pause(); // a tab that was opened behind another
}

/** Nothing is left here: ask the server once more, then say so. */
async function finish() {
  screen.wait();
  await source.fetching; // it was begun before the last answer
  const asked = !run.pick(clock.now()) && (run.answered > 0 || run.wanting);
  const failure = !run.whole && asked && !run.current ? await fetchCards() : null;
  const moreNew = !failure && (await source.hasMore());
  if (run.current) return; // an undo in the meantime
  if (run.pick(clock.now())) showNext();
  else if (failure && !(failure.passing && run.answered)) troubled(failure);
  else screen.end(run, clock.now(), moreNew);
}

/** @param {import("./api.js").Failure} failure */
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
  if (!run.steps.length) void rememberSteps().catch(() => {}); // without it only the new steps can be undone
  setTimeout(() => void prepare({ slug, mode }).catch(() => {}), LATE);
}

/** Take up what can be undone from before the page was loaded. */
async function rememberSteps() {
  const { undoable } = await import("./replay.js");
  const steps = undoable(await keep.steps(slug), maker.mode, scheduled, clock.now());
  const own = new Set(run.steps.map(({ event }) => event.id));
  run.remember(steps.filter(({ event }) => !own.has(event.id)));
  screen.progress(run);
}

function reveal() {
  if (!run.current || answering.revealed) return;
  answering.reveal(run.current);
  if (scheduled && run.kept && !run.current.outcomes) {
    screen.tell(_("No times: when this card comes back is known when there is a connection again."));
  }
}

/** @param {Rating} rating */
function grade(rating) {
  const place = run.current;
  if (!place || !answering.revealed) return;
  const event = maker.make({
    type: "review",
    card: place.card,
    rating,
    elapsed: watch.elapsed(),
    detail: answering.detail(rating),
  });
  const button = screen.gradeButtons().find((one) => Number(one.dataset.rating) === rating);
  screen.say(button?.getAttribute("aria-label") ?? button?.textContent?.trim() ?? "");
  place.card.corrected = null; // told once
  run.grade(rating, event, clock.now());
  leave(event, place);
}

/**
 * Go on to the next card, then keep and send what was done.
 * @param {import("./types.js").StudyEvent} event @param {import("./queue.js").Place} place
 */
function leave(event, place) {
  source.touched.add(event.card);
  try {
    showNext();
  } finally {
    outbox.add(event, place, slug); // whatever the next card is like
  }
}

/** @param {"bury" | "suspend"} type */
function setAside(type) {
  const place = run.current;
  if (!place) return;
  const event = maker.make({ type, card: place.card });
  screen.say(type === "bury" ? _("Not today. The card comes back tomorrow.") : _("Not asked any more."));
  run.setAside(event);
  leave(event, place);
}

function undo() {
  const event = run.undo();
  if (!event || !run.current) return;
  const { card } = run.current;
  source.touched.add(card.card);
  outbox.add(maker.make({ type: "retract", card, target: event.id }), run.current, slug);
  ask(card);
  screen.say(_("Undone. The card is back."));
  screen.progress(run);
}

function goOn() {
  source.askForMore();
  void start();
}

/** @param {import("./types.js").Card} card */
async function writeNote(card) {
  const { ownNote } = await import("./own_note.js");
  const save = (/** @type {string} */ id, /** @type {string} */ text) => api.note(slug, id, text, root.dataset.user ?? "");
  openNote ??= ownNote(save, (of) => run.current?.card === of && screen.showNote(of), screen.say);
  openNote(card);
}

/** @type {Record<import("./keys.js").Deed, () => void>} */
const DEEDS = {
  show: reveal,
  confirm: () => grade(answering.suggested),
  undo,
  bury: () => setAside("bury"),
  suspend: () => setAside("suspend"),
  ...aside.deeds,
  help: menu.openHelp,
};

/** @param {import("./keys.js").Command} command */
function obey(command) {
  menu.closeMenu();
  if (typeof command === "number") grade(command);
  else if (command.startsWith("option ")) screen.pick(Number(command.slice(7)));
  else DEEDS[/** @type {import("./keys.js").Deed} */ (command)]();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (menu.dialogOpen() || event.defaultPrevented) return;
  if (event.key === "Escape") menu.closeMenu();
  const { revealed } = answering;
  const command = commandFor(event, { ...settings, revealed, on: focused(event.target) });
  if (command === null) return;
  event.preventDefault();
  obey(command);
}

/** @param {string} id @param {() => void} work */
function onClick(id, work) {
  byId(id).addEventListener("click", work);
}

function wire() {
  document.addEventListener("keydown", onKey);
  screen.onTurn(byId("show"), reveal);
  onClick("undo", undo);
  onClick("overrule", () => answering.overrule());
  onClick("bury", () => obey("bury"));
  onClick("suspend", () => obey("suspend"));
  onClick("flag", () => obey("flag"));
  onClick("report-open", () => obey("report"));
  byId("suggest").addEventListener("click", aside.needsConnection);
  onClick("info-open", () => obey("info"));
  onClick("note-open", () => {
    menu.closeMenu();
    if (run.current) {
      const failed = _("There is no connection to the server. Try again later.");
      void writeNote(run.current.card).catch(() => screen.tell(failed));
    }
  });
  onClick("help-open", () => obey("help"));
  menu.wireDialogs(aside.report, screen.tell);
  onClick("go-on", goOn);
  onClick("trouble-again", () => void start());
  for (const button of screen.gradeButtons()) {
    screen.onTurn(button, () => grade(/** @type {Rating} */ (Number(button.dataset.rating))));
  }
  byId("ticks").addEventListener("change", countTicks);
  // The description stands in the picture's place; this says why.
  byId("card").addEventListener("error", ({ target }) => {
    if (/** @type {Element} */ (target).closest("[hidden]")) return; // of the card before
    screen.tell(_("A picture of this card could not be loaded."));
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !byId("more").contains(event.target)) menu.closeMenu();
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
