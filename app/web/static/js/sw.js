/**
 * The service worker: shows the study page without a server. What it keeps is one build of the
 * app, as it is for nobody; cards and answers are in the page's own stores. A new build is kept
 * beside the old one and takes over when no cards are being studied, so that the code of a run
 * never changes. /sw.js sends this file with BUILD, the build's name, before it.
 */

/* global BUILD */
const worker = /** @type {any} */ (globalThis);
const NAME = `retain-${BUILD}`;
const PICTURES = "retain-media";
const RUN = "retain:run";
const NO_CONNECTION = "/offline";
const MODES = ["schedule", "exam"];
const ASSET = /\/static\/[\w./-]+/g;
const PATIENCE = 8_000; // milliseconds that a study page may take before the kept one is shown
const DOWN = [502, 503, 504];

/** Keep the shells, and every file that they name. */
async function install() {
  const cache = await caches.open(NAME);
  const assets = new Set();
  for (const key of [NO_CONNECTION, ...MODES.map((mode) => `/study-shell?mode=${mode}`)]) {
    const before = await caches.match(key, { ignoreVary: true }); // as this reader has it
    const url = before?.url || key;
    const page = await fetch(url, { credentials: "omit", cache: "no-store" });
    if (!page.ok) throw new Error(`${url}: ${page.status}`);
    for (const asset of (await page.clone().text()).match(ASSET) ?? []) assets.add(asset);
    await cache.put(key, page);
  }
  await cache.addAll([...assets]);
}

/** Forget the builds before this one. */
async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("retain-") && name !== NAME && name !== PICTURES);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Take over from the build before, unless somebody is in the middle of a run. */
async function renew() {
  const { held = [] } = (await worker.navigator.locks?.query()) ?? {};
  if (!held.some((/** @type {{name: string}} */ lock) => lock.name === RUN)) await worker.skipWaiting();
}

/** A page: the server's, or what is kept for when it cannot be had. @param {Request} request */
async function page(request) {
  const { pathname, searchParams } = new URL(request.url);
  const studied = /^\/study\/[^/]+$/.test(pathname); // its pages of reports are no shells
  const mode = searchParams.get("mode") === "exam" ? "exam" : "schedule";
  const key = studied ? `/study-shell?mode=${mode}` : NO_CONNECTION;
  const fresh = fetch(request);
  try {
    const reply = await (studied ? patiently(fresh) : fresh);
    return (studied && DOWN.includes(reply.status) && (await found(key, NAME))) || reply;
  } catch {
    return (await found(key, NAME)) ?? fresh; // slow is better than nothing
  }
}

/** @param {Promise<Response>} reply @returns {Promise<Response>} */
function patiently(reply) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), PATIENCE));
  return Promise.race([reply, /** @type {Promise<never>} */ (late)]);
}

/** A file whose address names its content. @param {Request} request @param {string} [cacheName] */
async function kept(request, cacheName) {
  return (await found(request, cacheName)) ?? fetch(request);
}

/** What is kept; nothing where the browser cannot read it. @param {Request | string} key @param {string} [cacheName] */
function found(key, cacheName) {
  return caches.match(key, { cacheName, ignoreVary: true }).catch(() => undefined);
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "renew") event.waitUntil(renew());
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(kept(request));
  else if (pathname.startsWith("/media/")) event.respondWith(kept(request, PICTURES));
});
