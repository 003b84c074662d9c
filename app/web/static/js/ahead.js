/**
 * Fetching ahead: every course's cards of the day and of the days after it, their pictures, and
 * the pages to show them in, so that studying goes on without a server. All of it is bounded,
 * and none of it is needed while there is a connection.
 *
 * @typedef {import("./api.js").Api} Api
 * @typedef {import("./keep.js").Keep} Keep
 * @typedef {import("./types.js").CoursesReply} CoursesReply
 * @typedef {{slug: string, mode: string}} Place  a course and a mode
 */

import { openStore } from "./store.js";

const FRESH = 10 * 60_000; // milliseconds during which what is kept need not be fetched again
const WHOLE_DAY = 200; // cards; the server gives no more at once
const DAYS = "3"; // after today: a long weekend
const MOST_PICTURES = 300;
const PICTURE = /\/media\/[0-9a-f]{64}/g;
const PICTURES = "retain-media";
const SHELLS = ["/study-shell?mode=schedule", "/study-shell?mode=exam", "/offline"];

/**
 * @param {{api: Api, keep: Keep, clock: import("./clock.js").Clock}} page
 * @param {Place | null} [visited]  kept too, whatever courses there are
 * @returns {Promise<boolean>} whether all that is wanted is kept
 */
export async function fetchAhead({ api, keep, clock }, visited = null) {
  if (!keep.store.durable) return false;
  const now = clock.now();
  if (now - ((await keep.fact("fetched")) ?? 0) < FRESH && (!visited || (await isKept(keep, visited)))) return true;
  const reply = await api.courses();
  if (reply.user !== keep.user) return false; // somebody else has logged in meanwhile
  await keep.setFact("reader", reply);
  await keep.setFact("offset", clock.offset);
  const places = wanted(reply, visited);
  for (const place of places) await fetchCards(api, keep, clock, place);
  if (await mayCache()) {
    await fetchPictures(keep);
    await fetchShells(reply.settings);
  }
  await keep.setFact("fetched", now);
  return true;
}

/**
 * Somebody else has logged in here: of the reader before, only what is unsent stays.
 * @param {string} user
 */
export async function forgetReader(user) {
  if (await mayCache()) await caches.delete(PICTURES);
  const store = await openStore(user, globalThis.indexedDB);
  const unsent = new Set((await store.all("events")).map(({ id }) => id));
  const gone = async (/** @type {import("./store.js").Shelf} */ shelf) =>
    (await store.all(shelf)).filter(({ id }) => !unsent.has(id)).map(({ id }) => ({ shelf, drop: id }));
  await store.change([...(await gone("queues")), ...(await gone("steps")), { shelf: "facts", drop: "reader" }, { shelf: "facts", drop: "fetched" }]);
  store.close();
}

/** Whether files may be kept: private windows refuse it, and addresses without encryption. */
async function mayCache() {
  return !!globalThis.caches && caches.has(PICTURES).then(() => true, () => false);
}

/** @param {Keep} keep @param {Place} place */
async function isKept(keep, { slug, mode }) {
  return (await keep.queue(slug, mode)) !== undefined;
}

/** @param {CoursesReply} reply @param {Place | null} visited @returns {Place[]} */
function wanted({ courses }, visited) {
  const places = courses
    .filter(({ role }) => role === "student")
    .flatMap(({ slug, modes }) => modes.map((mode) => ({ slug, mode })));
  const known = places.some(({ slug, mode }) => slug === visited?.slug && mode === visited.mode);
  return visited && !known ? [...places, visited] : places;
}

/** @param {Api} api @param {Keep} keep @param {import("./clock.js").Clock} clock @param {Place} place */
async function fetchCards(api, keep, clock, { slug, mode }) {
  const unsent = (await keep.unsent()).map(({ id }) => id);
  const taken = clock.now();
  const reply = await api.queue(slug, mode, WHOLE_DAY, 0, DAYS);
  await keep.saveQueue({ slug, mode, taken, unsent, reply });
}

/** Keep the pictures that the kept cards name, and no others. @param {Keep} keep */
async function fetchPictures(keep) {
  const text = JSON.stringify(await keep.store.all("queues"));
  const named = new Set([...(text.match(PICTURE) ?? [])].slice(0, MOST_PICTURES));
  const cache = await caches.open(PICTURES);
  for (const request of await cache.keys()) {
    if (!named.delete(new URL(request.url).pathname)) await cache.delete(request);
  }
  for (const url of named) {
    const picture = await fetch(url).catch(() => null);
    // One that cannot be had, or finds no room, leaves its description on the card.
    if (picture?.ok) await cache.put(url, picture).catch(() => {});
  }
}

/**
 * Keep the pages that are nobody's, in this reader's language, with this reader's buttons and keys.
 * @param {CoursesReply["settings"]} settings
 */
async function fetchShells(settings) {
  const build = import.meta.url.split("/").at(-3);
  const cache = await caches.open(`retain-${build}`);
  for (const key of SHELLS) {
    const url = new URL(key, location.origin);
    url.searchParams.set("lang", document.documentElement.lang);
    if (settings.four_grades) url.searchParams.set("grades", "4");
    if (!settings.single_keys) url.searchParams.set("keys", "off");
    if (settings.typing) url.searchParams.set("typing", "on");
    const kept = await cache.match(key, { ignoreVary: true });
    if (kept?.url === url.href) continue;
    const shell = await fetch(url, { credentials: "omit" });
    // A page of another build, begun by the server meanwhile, would want scripts that are not kept.
    const ours = shell.ok && (await shell.clone().text()).includes(`/static/${build}/`);
    if (ours) await cache.put(key, shell);
  }
}
