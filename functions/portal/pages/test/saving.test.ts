import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { copyUnder } from "../src/people/application/copy.ts";
import { createSaving } from "../src/people/application/saving.ts";

const KEY = "application.c.p";

class Refusal extends Error {
  constructor(told) {
    super("refused");
    Object.assign(this, { errors: [] }, told);
  }
}

/** A server that keeps one application, answers as told first, and lets another device write. */
function makeServer(form = {}) {
  const server = { stored: null, answers: [], sent: [] };
  server.put = (parts) => {
    const before = server.stored ?? { version: 0, form };
    const merged = { ...before.form };
    for (const [part, value] of Object.entries(parts)) {
      merged[part] = value && typeof value === "object" ? { ...merged[part], ...value } : value;
    }
    if (parts.self_identification) merged.self_identification = { provided: true };
    server.stored = { version: before.version + 1, form: merged, updated_at: "2026-02-01T12:00:00Z" };
    return server.stored;
  };
  server.read = async () => server.stored;
  server.write = async (parts, etag) => {
    server.sent.push(parts);
    const answer = server.answers.shift();
    if (answer?.lost) server.put(parts);
    if (answer) throw answer;
    if (etag !== `"${server.stored?.version ?? 0}"`) {
      throw new Refusal({ status: 412, type: "stale_version", body: { current: server.stored } });
    }
    return server.put(parts);
  };
  return server;
}

const offline = (told) => new Refusal({ name: "Offline", passing: true, ...told });
let timers;

function makeSaving(server) {
  timers = [];
  const later = (run, ms) => {
    const timer = { run, ms };
    timers.push(timer);
    return () => timers.splice(timers.indexOf(timer) >>> 0, 1);
  };
  return createSaving({ store: server, copy: copyUnder(KEY), later, tell: () => {} });
}

beforeEach(() => {
  const items = {};
  globalThis.localStorage = Object.defineProperties(items, {
    getItem: { value: (key) => items[key] ?? null },
    setItem: { value: (key, value) => Object.assign(items, { [key]: value }) },
    removeItem: { value: (key) => delete items[key] },
  });
});

test("what is typed is saved after a pause, and no copy of it is left in the browser", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("applicant.first_name", "Ana");
  assert.equal(timers.at(-1).ms, 1000);
  assert.deepEqual(Object.keys(localStorage), [`mentoring.${KEY}`]);
  await saving.flush();
  assert.deepEqual(server.sent, [{ applicant: { first_name: "Ana" } }]);
  assert.equal(saving.state().phase, "saved");
  assert.deepEqual(Object.keys(localStorage), []);
});

test("without a connection it is kept, tried again later and later, and comes back after a reload", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "S");
  server.answers = [offline(), offline()];
  await saving.flush();
  assert.equal(saving.state().phase, "waiting");
  assert.equal(timers.at(-1).ms, 2000);
  await saving.flush();
  assert.equal(timers.at(-1).ms, 4000);

  const after = makeSaving(server);
  await after.open();
  assert.deepEqual(after.state().draft.restored, ["statement"]);
  assert.equal(server.stored.form.statement, "S");
});

test("a refused field stays typed and the rest is saved", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "too long");
  saving.type("applicant.first_name", "Ana");
  server.answers = [new Refusal({ status: 422, errors: [{ field: "statement", message: "Shorter." }] })];
  await saving.flush();
  const { draft, phase } = saving.state();
  assert.equal(phase, "saved");
  assert.deepEqual(draft.refused, { statement: "Shorter." });
  assert.equal(draft.changes.statement, "too long");
  assert.deepEqual(server.stored.form, { applicant: { first_name: "Ana" } });
  assert.equal(JSON.parse(localStorage[`mentoring.${KEY}`]).statement.value, "too long");
});

test("another device's change of another field is merged, of the same field is a choice", async () => {
  const server = makeServer();
  server.put({ statement: "old" });
  const saving = makeSaving(server);
  await saving.open();
  server.put({ statement: "theirs", applicant: { first_name: "Eva" } });
  saving.type("statement", "mine");
  saving.type("applicant.last_name", "Moreno");
  await saving.flush();
  assert.deepEqual(server.stored.form, { statement: "theirs", applicant: { first_name: "Eva", last_name: "Moreno" } });
  assert.deepEqual(saving.state().draft.conflicts, ["statement"]);

  const reloaded = makeSaving(server);
  await reloaded.open();
  assert.deepEqual(reloaded.state().draft.conflicts, ["statement"]);
  reloaded.choose("statement", "here");
  await reloaded.flush();
  assert.equal(server.stored.form.statement, "mine");
});

test("taking the other side forgets what was typed here", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  server.put({ statement: "theirs" });
  saving.type("statement", "mine");
  await saving.flush();
  saving.choose("statement", "there");
  await saving.flush();
  assert.deepEqual(saving.state().draft.changes, {});
  assert.equal(server.stored.form.statement, "theirs");
  assert.deepEqual(Object.keys(localStorage), []);
});

test("a lost answer is no conflict, even when the typing went on", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "one");
  server.answers = [offline({ lost: true })];
  await saving.flush();
  saving.type("statement", "one two");
  await saving.flush();
  assert.deepEqual(saving.state().draft.conflicts, []);
  assert.equal(server.stored.form.statement, "one two");
});

test("what is typed while a save is under way is not lost to its answer", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "one");
  const flushed = saving.flush();
  await Promise.resolve();
  saving.type("statement", "one two");
  await flushed;
  assert.equal(saving.state().draft.changes.statement, "one two");
  await saving.flush();
  assert.equal(server.stored.form.statement, "one two");
});

test("self-identification is never written into the browser's storage", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("self_identification", { declines: true });
  server.answers = [offline()];
  await saving.flush();
  assert.deepEqual(Object.keys(localStorage), []);
  await saving.flush();
  assert.deepEqual(server.stored.form, { self_identification: { provided: true } });
  assert.deepEqual(saving.state().draft.changes, {});
});

test("an ended sign-in and a passed deadline keep what was typed", async () => {
  for (const [refusal, phase] of [
    [new Refusal({ name: "SignedOut" }), "signed_out"],
    [new Refusal({ status: 409, type: "deadline_passed" }), "closed"],
  ]) {
    const server = makeServer();
    const saving = makeSaving(server);
    await saving.open();
    saving.type("statement", phase);
    server.answers = [refusal];
    await saving.flush();
    assert.equal(saving.state().phase, phase);
    assert.equal(JSON.parse(localStorage[`mentoring.${KEY}`]).statement.value, phase);
  }
});

test("a suggestion is saved with the first answer, and alone only when it is agreed to", async () => {
  const server = makeServer();
  const saving = makeSaving(server);
  await saving.open();
  saving.suggest("location.time_zone", "America/Chicago");
  await saving.flush();
  assert.deepEqual(server.sent, []);
  saving.type("location.state", "IL");
  await saving.flush();
  assert.deepEqual(server.stored.form, { location: { time_zone: "America/Chicago", state: "IL" } });
});

test("after submitting, nothing is left in the browser", async () => {
  const saving = makeSaving(makeServer());
  await saving.open();
  saving.type("statement", "S");
  saving.settle();
  assert.deepEqual(Object.keys(localStorage), []);
});
