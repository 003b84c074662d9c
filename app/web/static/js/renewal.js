/**
 * A new build of the app takes over from pages that study nothing. The browser looks for one a
 * moment after a page has loaded, so that it may be ready before this page is left, or be kept
 * waiting by a run in another tab. Whether there is one, the worker finds out (sw.js).
 */

const AGAIN = 5_000; // milliseconds; a run may have ended, and a closed tab's lock outlives it a little

/**
 * Ask the new build to take over: when it is ready, when somebody comes back to the page, and
 * again while it has to wait and the page is looked at.
 * To be called when the page has fetched what it wants: Chromium replaces a worker at once only
 * while that has nothing to do, and otherwise after it has had nothing to do for thirty seconds.
 * @param {ServiceWorkerRegistration} registration
 */
export function renew(registration) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;
  const ask = () => {
    clearTimeout(next);
    if (!registration.waiting || document.visibilityState === "hidden") return;
    registration.waiting.postMessage("renew");
    next = setTimeout(ask, AGAIN);
  };
  const follow = () => registration.installing?.addEventListener("statechange", ask);
  registration.addEventListener("updatefound", follow);
  document.addEventListener("visibilitychange", ask);
  follow();
  ask();
}
