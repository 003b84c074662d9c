/**
 * What every page of somebody who is logged in does for the time without a connection: send
 * what is unsent, keep the cards of the day, log out without losing an answer. The study page
 * takes its clock, its outbox and its store from here.
 */

import { Api } from "./api.js";
import { Clock, within } from "./clock.js";
import { forgetLastReader, Journal, lastReader, openLocal, rememberReader } from "./journal.js";
import { Keep } from "./keep.js";
import { Outbox } from "./outbox.js";
import { dropStore, MemoryStore, openStore } from "./store.js";
import { alone, running } from "./tabs.js";

const LEAVING = 'form[action="/logout"], form[action="/settings/log-out-everywhere"], form[action="/settings/delete"]';
const PICTURES = "retain-media";
const LEFT = "retain:v1:left"; // the log-in that was ended here, which the server does not know yet
const IN_STEP = 5 * 60_000; // milliseconds that a device's clock may have gone back unnoticed
const HURRY = 5_000; // milliseconds to wait for the last answers to be sent
const SOON = 1_000; // milliseconds after which a page has shown what it is for

const root = document.getElementById("study");
const shared = document.querySelector('meta[name="account"][data-shared]') !== null;
const local = shared ? null : openLocal(() => localStorage);
// Pages that the service worker kept are nobody's: they are for whoever read here last.
const user = meta("account") ?? lastReader(local);

/** Whether the reader is on the way out: nothing more is kept. */
let leaving = false;
/** @type {(value?: unknown) => void} */
let open = () => {};
/** Resolved when what is unsent is known; whoever logs out at once waits for it. */
const opened = new Promise((resolve) => {
  open = resolve;
});
for (const form of document.querySelectorAll(LEAVING)) {
  form.addEventListener("submit", (event) => void leave(/** @type {SubmitEvent} */ (event)));
}

export const clock = new Clock();
export const api = new Api((url, options) => fetch(url, options), clock);
const store = shared || !user ? new MemoryStore() : await openStore(user, globalThis.indexedDB);
export const keep = await new Keep(user, store, new Journal(local, user)).open();
await setClock();

export const outbox = new Outbox(user, meta("csrf-token") ?? "", {
  keep,
  send: (events, csrf) => api.events(events, csrf),
  session: () => api.session(),
  later: (work, milliseconds) => setTimeout(work, milliseconds),
  alone: (work) => alone(`retain:outbox:${user}`, work),
  changed: () => {},
});
open();

/** Whether this browser refuses to keep what it should. */
export const refused = !shared && !store.durable;

/** @param {string} name */
function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content");
}

/** Start from the correction and the last instant that this browser knew. */
async function setClock() {
  clock.offset = (await keep.fact("offset")) ?? 0;
  const steps = await keep.store.all("steps").catch(() => []);
  const last = Math.max(0, ...steps.map(({ event }) => Date.parse(event.answered_at)));
  if (last < clock.now() + IN_STEP) clock.last = Math.max(clock.last, last);
}

/**
 * Get ready for the time without a connection. What it takes is fetched when it is wanted.
 * @param {import("./ahead.js").Place | null} visited
 */
export async function prepare(visited = null) {
  if (shared || leaving) return;
  const before = lastReader(local);
  rememberReader(local, user);
  await navigator.serviceWorker?.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
  const { fetchAhead, forgetReader } = await import("./ahead.js");
  if (before && before !== user) await forgetReader(before);
  await alone("retain:ahead", () => fetchAhead({ api, keep, clock }, visited)).catch(() => {});
  if (matchMedia("(display-mode: standalone)").matches) await navigator.storage?.persist?.();
}

/** Get ready, and let a new build of the app in. */
async function keepReady() {
  await prepare();
  const registration = await navigator.serviceWorker?.getRegistration("/");
  if (registration) (await import("./renewal.js")).renew(registration);
}

/** @param {SubmitEvent} event */
async function leave(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  event.preventDefault();
  await opened;
  await within(outbox.recheck(), HURRY);
  if (outbox.count && !confirm(document.body.dataset.unsaved)) return;
  await wipe();
  const reached = await api.session().catch(({ status }) => status !== 0);
  if (reached || new URL(form.action).pathname !== "/logout") return form.submit();
  // The browser is empty; the server is told by the next page that comes from there.
  local?.setItem(LEFT, meta("csrf-token") ?? "");
  location.replace("/offline");
}

/** End at the server the log-in that was ended here without a connection. */
async function leaveAtLast() {
  const left = meta("account") && local?.getItem(LEFT);
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[action="/logout"]'));
  if (!left || !form) return;
  if (left === meta("csrf-token")) {
    await wipe();
    const reply = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!reply?.ok) return; // the next page tries again
    location.replace("/");
  } // otherwise it is another log-in, made since
  local?.removeItem(LEFT);
}

/** Leave nothing of this reader in the browser. */
async function wipe() {
  leaving = true;
  store.close();
  keep.journal.wipe();
  // A browser that refuses to look keeps nothing, and nobody logged in.
  await dropStore(user, globalThis.indexedDB).catch(() => {});
  await globalThis.caches?.delete(PICTURES).catch(() => {});
}

// Whoever left cards here without logging out, a stranger shall not see them.
if (shared) forgetLastReader(openLocal(() => localStorage));
await leaveAtLast();
if (root?.dataset.shell) await (await import("./shell.js")).fillIn(root, keep);
if (root) {
  running();
} else {
  void outbox.recheck();
  setTimeout(() => void keepReady().catch(() => {}), SOON);
}
