/**
 * Several tabs of one browser: what only one of them may do at a time, and what is told to
 * all. Browsers without Web Locks let each tab go ahead; the server takes no event twice.
 */

const RUN = "retain:run";

/** @returns {LockManager | null} */
function lockManager() {
  return globalThis.navigator?.locks ?? null;
}

/**
 * Do *work* while no other tab does work of this name.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function alone(name, work, locks = lockManager()) {
  return locks ? /** @type {Promise<T>} */ (locks.request(name, work)) : work();
}

/** Say, until this page is closed, that cards are being studied: the app is not renewed now. */
export function running(locks = lockManager()) {
  void locks?.request(RUN, { mode: "shared" }, () => new Promise(() => {}));
}
