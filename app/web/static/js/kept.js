/** The page that stands in for others while there is no connection: what can be studied now. */

import { Journal, lastReader, openLocal } from "./journal.js";
import { Keep } from "./keep.js";
import { openStore } from "./store.js";

const local = openLocal(() => localStorage);
const user = lastReader(local);

async function show() {
  const keep = new Keep(user, await openStore(user, globalThis.indexedDB), new Journal(local, user));
  /** @type {import("./types.js").CoursesReply | undefined} */
  const reader = await keep.fact("reader");
  // Wiped meanwhile, by another tab's log-out, it has nothing to study.
  const queues = await keep.store.all("queues").catch(() => []);
  const slugs = new Set(queues.map(({ slug }) => slug));
  const courses = (reader?.courses ?? []).filter(({ slug }) => slugs.has(slug));
  if (!courses.length) return;
  document.getElementById("kept-list")?.append(...courses.map(entry));
  for (const id of ["kept", "unkept"]) {
    const part = document.getElementById(id);
    if (part) part.hidden = id === "unkept";
  }
}

/** @param {import("./types.js").Course} course */
function entry({ slug, title }) {
  const [item, link] = [document.createElement("li"), document.createElement("a")];
  link.href = `/study/${encodeURIComponent(slug)}`;
  link.textContent = title;
  item.append(link);
  return item;
}

// Shown in place of another page, the address is still that page's.
const again = /** @type {HTMLAnchorElement | null} */ (document.getElementById("again"));
if (again && location.pathname !== "/offline") again.href = location.href;
if (user) void show();
window.addEventListener("online", () => location.reload());
