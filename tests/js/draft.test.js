import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft } from "../../app/web/static/js/draft.js";

/** A server that answers with what `replies` say, then saves under the next number. */
function page(replies = [], token = async () => "new") {
  const sent = [];
  const retries = [];
  const draft = new Draft("as it came", 4, "old", {
    send: async (text, sequence, csrf) => {
      sent.push({ text, sequence, csrf });
      const reply = replies.shift() ?? { status: 200, sequence: sequence + 1 };
      return typeof reply === "function" ? reply() : reply;
    },
    token,
    later: (work) => retries.push(work),
    changed: () => {},
  });
  return { draft, sent, retries };
}

test("a text that is as it came is not sent", async () => {
  const { draft, sent } = page();
  await draft.save("as it came");
  assert.equal(sent.length, 0);
});

test("each save carries the number that the one before was given", async () => {
  const { draft, sent } = page();
  await draft.save("one");
  await draft.save("two");
  assert.deepEqual(sent.map(({ sequence }) => sequence), [4, 5]);
  assert.equal(draft.sequence, 6);
  assert.equal(draft.state, "saved");
});

test("a text changed while it is sent is sent once more", async () => {
  let answer;
  const slow = new Promise((resolve) => {
    answer = () => resolve({ status: 200, sequence: 5 });
  });
  const { draft, sent } = page([() => slow]);
  void draft.save("one");
  const done = draft.save("two");
  answer();
  await done;
  assert.deepEqual(sent.map(({ text }) => text), ["one", "two"]);
  assert.equal(draft.unsaved, false);
});

test("when another tab was faster nothing more is sent and the text is kept", async () => {
  const { draft, sent, retries } = page([{ status: 409, sequence: 9 }]);
  await draft.save("mine");
  await draft.save("mine, longer");
  assert.equal(draft.state, "taken");
  assert.equal(sent.length, 1);
  assert.equal(retries.length, 0);
  assert.equal(draft.sequence, 4);
});

test("without a connection it is sent again later, with longer and longer waits", async () => {
  const { draft, sent, retries } = page([{ status: 0, sequence: null }]);
  await draft.save("mine");
  assert.equal(draft.state, "offline");
  retries[0]();
  await draft.running;
  assert.equal(draft.state, "saved");
  assert.equal(sent.length, 2);
});

test("after a new log-in its token is used", async () => {
  const { draft, sent } = page([{ status: 403, sequence: null }]);
  await draft.save("mine");
  assert.deepEqual(sent.map(({ csrf }) => csrf), ["old", "new"]);
  assert.equal(draft.state, "saved");
});

test("logged out, it says so and keeps the text", async () => {
  const { draft } = page([{ status: 401, sequence: null }], async () => null);
  await draft.save("mine");
  assert.equal(draft.state, "signed-out");
  assert.equal(draft.unsaved, true);
});

test("a text that is too large is not sent again until it is another", async () => {
  const { draft, sent, retries } = page([{ status: 413, sequence: null }]);
  await draft.save("long");
  assert.equal(draft.state, "too-large");
  assert.equal(retries.length, 0);
  await draft.save("short");
  assert.equal(draft.state, "saved");
  assert.equal(sent.length, 2);
});
