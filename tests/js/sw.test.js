import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import vm from "node:vm";

const SOURCE = await readFile(new URL("../../app/web/static/js/sw.js", import.meta.url), "utf-8");
const ORIGIN = "https://retain.example";

/** The worker of one build in a browser whose caches outlive it; `network` answers addresses. */
class Worker {
  constructor(build, stores = new Map(), held = []) {
    this.stores = stores;
    this.asked = [];
    this.taken = false;
    this.network = (url) => new Response(`fresh ${url}`);
    this.listeners = {};
    vm.runInNewContext(SOURCE, {
      BUILD: build,
      caches: this.caches(),
      fetch: async (request, options) => this.fetch(new URL(request.url ?? request, ORIGIN).href, options),
      location: { origin: ORIGIN },
      addEventListener: (kind, listener) => (this.listeners[kind] = listener),
      navigator: { locks: { query: async () => ({ held }) } },
      skipWaiting: async () => (this.taken = true),
      setTimeout: (work) => this.late?.(work),
      URL,
      Error,
    });
  }

  caches() {
    const path = (request) => (request.url ?? request).replace(ORIGIN, "");
    const open = async (name) => {
      if (!this.stores.has(name)) this.stores.set(name, new Map());
      const entries = this.stores.get(name);
      return {
        put: async (key, response) => entries.set(path(key), response),
        addAll: async (keys) => {
          for (const key of keys) entries.set(key, await this.fetch(`${ORIGIN}${key}`));
        },
      };
    };
    const match = async (request, { cacheName } = {}) => {
      if (this.fails) throw new DOMException("Unexpected internal error.", "UnknownError");
      const stores = cacheName ? [this.stores.get(cacheName)] : [...this.stores.values()];
      return stores.find((entries) => entries?.has(path(request)))?.get(path(request)).clone();
    };
    return { open, match, keys: async () => [...this.stores.keys()], delete: async (name) => this.stores.delete(name) };
  }

  async fetch(url, options) {
    this.asked.push([url.replace(ORIGIN, ""), options?.credentials]);
    return this.network(url.replace(ORIGIN, ""));
  }

  /** Let the worker do something, and wait for it. */
  async tell(kind, event = {}) {
    let waits;
    this.listeners[kind]({ ...event, waitUntil: (work) => (waits = work) });
    await waits;
  }

  /** What the worker answers to a request; null where it leaves it to the browser. */
  async answer(path, changes = {}) {
    let reply = null;
    const request = { url: `${ORIGIN}${path}`, method: "GET", mode: "navigate", ...changes };
    this.listeners.fetch({ request, respondWith: (made) => (reply = made) });
    return reply && (await reply).text();
  }
}

const down = () => {
  throw new TypeError("Failed to fetch");
};
const shells = (url) => new Response(url.startsWith("/static/") ? url : `shell ${url} /static/b1/js/study.js`);

async function installed(build = "b1", stores) {
  const worker = new Worker(build, stores);
  worker.network = shells;
  await worker.tell("install");
  return worker;
}

test("it keeps the shells, asked for without cookies, and every file that they name", async () => {
  const worker = await installed();
  assert.deepEqual([...worker.stores.get("retain-b1").keys()].sort(), [
    "/offline",
    "/static/b1/js/study.js",
    "/study-shell?mode=exam",
    "/study-shell?mode=schedule",
  ]);
  const pages = worker.asked.filter(([url]) => !url.startsWith("/static/"));
  assert.deepEqual(new Set(pages.map(([, credentials]) => credentials)), new Set(["omit"]));
});

test("while there is a server its pages are shown, and the study page of nobody without one", async () => {
  const worker = await installed();
  worker.network = (url) => new Response(`fresh ${url}`);
  assert.match(await worker.answer("/study/crm"), /^fresh/);
  worker.network = down;
  assert.match(await worker.answer("/study/crm"), /^shell .*mode=schedule/);
  assert.match(await worker.answer("/study/crm?mode=exam"), /^shell .*mode=exam/);
  assert.match(await worker.answer("/courses/crm"), /^shell .offline/);
  assert.match(await worker.answer("/static/b1/js/study.js", { mode: "cors" }), /^.static/);
});

test("a proxy that says the app is down counts as no server, for studying", async () => {
  const worker = await installed();
  worker.network = () => new Response("Bad gateway", { status: 502 });
  assert.match(await worker.answer("/study/crm"), /^shell/);
  assert.equal(await worker.answer("/courses/crm"), "Bad gateway");
});

test("writes, calls of the API and other sites are left to the browser", async () => {
  const worker = await installed();
  assert.equal(await worker.answer("/logout", { method: "POST" }), null);
  assert.equal(await worker.answer("/api/v1/session", { mode: "cors" }), null);
  assert.equal(await worker.answer("", { url: "https://elsewhere.example/static/x.js" }), null);
});

test("a new build waits while cards are being studied, and then takes over", async () => {
  for (const [held, taken] of [[[{ name: "retain:run" }], false], [[{ name: "other" }], true]]) {
    const worker = new Worker("b2", new Map(), held);
    await worker.tell("message", { data: "renew" });
    assert.equal(worker.taken, taken);
  }
});

test("a new build is kept beside the old one until it takes over, with the reader's buttons", async () => {
  const { stores } = await installed();
  const own = new Response("shell of mine");
  Object.defineProperty(own, "url", { value: `${ORIGIN}/study-shell?mode=schedule&grades=4` });
  own.clone = () => own;
  stores.get("retain-b1").set("/study-shell?mode=schedule", own);
  stores.set("retain-media", new Map());
  const next = await installed("b2", stores);
  assert.deepEqual([...stores.keys()], ["retain-b1", "retain-media", "retain-b2"]);
  assert.ok(next.asked.some(([url]) => url === "/study-shell?mode=schedule&grades=4"));
  await next.tell("activate");
  assert.deepEqual([...stores.keys()], ["retain-media", "retain-b2"]);
});

test("where the browser cannot read what it keeps, the server's pages and files are shown", async () => {
  const worker = await installed();
  worker.fails = true;
  worker.network = (url) => new Response(`fresh ${url}`);
  assert.equal(await worker.answer("/static/b1/js/study.js", { mode: "cors" }), "fresh /static/b1/js/study.js");
  worker.network = () => new Response("busy", { status: 503 });
  assert.equal(await worker.answer("/study/crm"), "busy");
});

test("where nothing is kept, a slow page is waited for", async () => {
  const worker = await installed();
  worker.stores.clear();
  const [late, reply] = [Promise.withResolvers(), Promise.withResolvers()];
  worker.late = late.resolve;
  worker.network = () => reply.promise;
  const answer = worker.answer("/study/crm");
  (await late.promise)();
  reply.resolve(new Response("fresh"));
  assert.equal(await answer, "fresh");
});
