/**
 * Fills in the study page that the service worker keeps: it was made for nobody, and gets the
 * reader, the course and the settings from what this browser keeps.
 */

const ANY_COURSE = "/courses/-";
const ANY_STUDY = "/study/-/";
const NO_NAME = "…";

/**
 * @param {HTMLElement} root  the study page
 * @param {import("./keep.js").Keep} keep
 * @returns {Promise<void>} resolved only if the page can be used
 */
export async function fillIn(root, keep) {
  const reader = /** @type {import("./types.js").CoursesReply | undefined} */ (await keep.fact("reader"));
  const slug = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  const course = reader?.courses.find((one) => one.slug === slug);
  if (!reader || !course) return elsewhere("/offline");
  const asked = new URLSearchParams(location.search).get("mode");
  // The words of another mode are in another shell.
  if (!asked && course.usual !== "schedule") return elsewhere(`${location.pathname}?mode=${course.usual}`);
  const mode = asked ?? "schedule";
  Object.assign(root.dataset, dataFrom(reader.settings), { slug, mode, user: keep.user });
  name(root, slug, course.title);
}

/** @param {string} url @returns {Promise<never>} */
function elsewhere(url) {
  location.replace(url);
  return new Promise(() => {});
}

/** @param {Record<string, unknown>} settings  single_keys becomes data-single-keys */
function dataFrom(settings) {
  const camel = (/** @type {string} */ key) => key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  const text = (/** @type {unknown} */ value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [camel(key), text(value)]));
}

/** @param {HTMLElement} root @param {string} slug @param {string} title */
function name(root, slug, title) {
  for (const link of root.querySelectorAll("a")) {
    const path = link.getAttribute("href") ?? "";
    if (path === ANY_COURSE) link.setAttribute("href", `/courses/${encodeURIComponent(slug)}`);
    if (path.startsWith(ANY_STUDY)) {
      link.setAttribute("href", path.replace(ANY_STUDY, `/study/${encodeURIComponent(slug)}/`));
    }
    if (path.startsWith("/login?next=")) {
      link.setAttribute("href", `/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    }
  }
  for (const part of [document.querySelector("title"), ...root.querySelectorAll("h1, .study-back span")]) {
    if (part) part.textContent = (part.textContent ?? "").replace(NO_NAME, title);
  }
}
