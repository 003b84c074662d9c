import assert from "node:assert/strict";
import { test } from "node:test";

import { renew } from "../../app/web/static/js/renewal.js";

/** The new worker: it notes what it is told. */
class Worker extends EventTarget {
  told = [];
  postMessage(text) {
    this.told.push(text);
  }
}

/** A registration of a page of which nothing else is there. */
function registration(changes = {}) {
  globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  return Object.assign(new EventTarget(), { installing: null, waiting: null, ...changes });
}

function finish(one) {
  const worker = one.installing;
  Object.assign(one, { installing: null, waiting: worker });
  worker.dispatchEvent(new Event("statechange"));
}

test("a build that waits already is asked at once, and again when somebody is back", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const waiting = new Worker();
  renew(registration({ waiting }));
  document.dispatchEvent(new Event("visibilitychange"));
  assert.deepEqual(waiting.told, ["renew", "renew"]);
});

test("a build that a run holds up is asked again until it is in place, if the page is looked at", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const waiting = new Worker();
  const one = registration({ waiting });
  renew(one);
  document.dispatchEvent(new Event("visibilitychange"));
  t.mock.timers.tick(5_000);
  assert.equal(waiting.told.length, 3); // not once for each that asked before
  document.visibilityState = "hidden";
  t.mock.timers.tick(60_000);
  assert.equal(waiting.told.length, 3);
  document.visibilityState = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  one.waiting = null;
  t.mock.timers.tick(60_000);
  assert.equal(waiting.told.length, 4);
});

test("a build that is on its way, or found later, is asked when it is ready", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  for (const late of [false, true]) {
    const worker = new Worker();
    const one = registration({ installing: late ? null : worker });
    renew(one);
    one.installing = worker;
    if (late) one.dispatchEvent(new Event("updatefound"));
    assert.deepEqual(worker.told, []);
    finish(one);
    assert.deepEqual(worker.told, ["renew"]);
  }
});
