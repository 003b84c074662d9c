/**
 * A new build of the app takes over from pages that study nothing. The browser looks for one a
 * moment after a page has loaded, so that it may be ready before this page is left, or be kept
 * waiting by a run in another tab. Whether there is one, the worker finds out (sw.js).
 */

/**
 * Ask the new build to take over: now, when it is ready, and when somebody comes back to the page.
 * To be called when the page has fetched what it wants: Chromium replaces a worker at once only
 * while that has nothing to do, and otherwise after it has had nothing to do for thirty seconds.
 * @param {ServiceWorkerRegistration} registration
 */
export function renew(registration) {
  const ask = () => registration.waiting?.postMessage("renew");
  const follow = () => registration.installing?.addEventListener("statechange", ask);
  registration.addEventListener("updatefound", follow);
  document.addEventListener("visibilitychange", ask);
  follow();
  ask();
}
