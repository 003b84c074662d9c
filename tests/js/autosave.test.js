import assert from "node:assert/strict";
import { test } from "node:test";

import { Autosave } from "../../app/web/static/js/autosave.js";

/** A server that answers with what `fates` says, then saves; keeps what it was sent. */
function page(fates = [], token = async () => "new") {
  const sent = [];
  const retries = [];
  const states = [];
  const autosave = new Autosave(4, "old", {
    send: async (fields, csrf) => {
      sent.push({ fields: Object.fromEntries(fields), csrf });
      const number = Number(fields.get("number"));
      const fate = fates.shift() ?? { status: 200, receipt: { fate: "saved", last: number } };
      return typeof fate === "function" ? fate() : fate;
    },
    token,
    later: (work) => retries.push(work),
    changed: ({ state }) => states.push(state),
  });
  return { autosave, sent, retries, states };
}

const OFFLINE = { status: 0, receipt: null };

test("numbers go on from the page's and grow", async () => {
  const { autosave, sent } = page();
  autosave.save(1, [["q1", "a"]]);
  await autosave.flush();
  autosave.save(2, [["q2", "b"]]);
  await autosave.flush();
  assert.deepEqual(
    sent.map(({ fields }) => [fields.position, fields.number]),
    [["1", "5"], ["2", "6"]],
  );
  assert.equal(autosave.state, "saved");
});

test("a number that another tab took is followed by a higher one with the same answer", async () => {
  const { autosave, sent } = page([{ status: 409, receipt: { fate: "taken", last: 9 } }]);
  autosave.save(1, [["q1", "a"]]);
  await autosave.flush();
  assert.deepEqual(
    sent.map(({ fields }) => [fields.q1, fields.number]),
    [["a", "5"], ["a", "10"]],
  );
});

test("without a connection the answer waits and is sent again", async () => {
  const { autosave, sent, retries } = page([OFFLINE]);
  autosave.save(1, [["q1", "a"]]);
  await autosave.flush();
  assert.equal(autosave.state, "offline");
  assert.equal(autosave.waiting.size, 1);
  retries[0]();
  await autosave.flush();
  assert.equal(autosave.waiting.size, 0);
  assert.equal(sent.length, 2);
});

test("only the newest answer of a question is sent again", async () => {
  const { autosave, sent } = page([OFFLINE]);
  autosave.save(1, [["q1", "a"]]);
  await autosave.flush();
  autosave.save(1, [["q1", "ab"]]);
  await autosave.flush();
  assert.deepEqual(sent.map(({ fields }) => fields.q1), ["a", "ab"]);
});

test("an answer changed while it is sent is sent once more", async () => {
  let answer;
  const slow = new Promise((resolve) => {
    answer = () => resolve({ status: 200, receipt: { fate: "saved", last: 5 } });
  });
  const { autosave, sent } = page([() => slow]);
  autosave.save(1, [["q1", "a"]]);
  autosave.save(1, [["q1", "ab"]]);
  answer();
  await autosave.flush();
  assert.deepEqual(sent.map(({ fields }) => fields.q1), ["a", "ab"]);
});

test("after an expired log-in the new log-in's token is used", async () => {
  const { autosave, sent } = page([{ status: 403, receipt: null }]);
  autosave.save(1, [["q1", "a"]]);
  await autosave.flush();
  assert.deepEqual(sent.map(({ csrf }) => csrf), ["old", "new"]);
  assert.equal(autosave.state, "saved");
});

test("logged out, it keeps the answer and says so", async () => {
  const { autosave, retries } = page([{ status: 401, receipt: null }], async () => null);
  autosave.save(1, [["q1", "a"]]);
  await autosave.flush();
  assert.equal(autosave.state, "signed-out");
  assert.equal(autosave.waiting.size, 1);
  assert.equal(retries.length, 1);
});

test("once the quiz is over nothing more is sent", async () => {
  const { autosave, sent, retries } = page([{ status: 409, receipt: { fate: "over", last: 4 } }]);
  autosave.save(1, [["q1", "a"]]);
  await autosave.flush();
  autosave.save(2, [["q2", "b"]]);
  await autosave.flush();
  assert.equal(autosave.state, "over");
  assert.equal(sent.length, 1);
  assert.equal(retries.length, 0);
});
