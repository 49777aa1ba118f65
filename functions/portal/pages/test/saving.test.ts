import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Offline, Problem, SignedOut } from "../src/common/problem.ts";
import type { Application, Form } from "../src/common/records.ts";
import { copyUnder } from "../src/people/application/copy.ts";
import type { Draft } from "../src/people/application/draft.ts";
import { createSaving, type Saving, type Store } from "../src/people/application/saving.ts";

const KEY = "application.c.p";
const KEPT = `mentoring.${KEY}`;
const NEW: Application = {
  id: "a",
  cycle: "c",
  status: "draft",
  version: 0,
  unsubmitted_changes: false,
  form: {},
  updated_at: "2026-02-01T12:00:00Z",
};

/** How the server fails to answer one save: with this error, after it stored what was sent or before. */
interface Fault {
  readonly error: Error;
  readonly stored?: boolean;
}

/** A server that keeps one application, has faults first, and lets another device write. */
class Server implements Store {
  stored: Application | null = null;
  faults: Fault[] = [];
  sent: Form[] = [];
  #beforeRead: () => void = () => {};

  put(parts: Form): Application {
    const before = this.stored ?? NEW;
    const form: Record<string, Form[string]> = { ...before.form };
    for (const [part, value] of Object.entries(parts)) {
      const fields = form[part];
      const isPart = typeof value === "object" && value !== null && typeof fields === "object";
      form[part] = isPart ? { ...fields, ...value } : value;
    }
    if (parts.self_identification) form.self_identification = { provided: true };
    this.stored = { ...before, version: before.version + 1, form };
    return this.stored;
  }

  /** Do something while the next reading is under way. */
  whileReading(run: () => void) {
    this.#beforeRead = run;
  }

  async read() {
    await Promise.resolve();
    this.#beforeRead();
    return { application: this.stored };
  }

  async write(parts: Form, etag: string) {
    this.sent.push(parts);
    const fault = this.faults.shift();
    if (fault?.stored) this.put(parts);
    if (fault) throw fault.error;
    if (etag !== `"${this.stored?.version ?? 0}"`) {
      throw new Problem(412, { type: "stale_version", current: this.stored });
    }
    return this.put(parts);
  }
}

interface Timer {
  readonly run: () => void;
  readonly ms: number;
}

let timers: Timer[];

function makeSaving(server: Server): Saving {
  timers = [];
  const later = (run: () => void, ms: number) => {
    const timer = { run, ms };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  return createSaving({ store: server, copy: copyUnder(KEY), later, tell: () => {} });
}

function draftOf(saving: Saving): Draft {
  const { draft } = saving.state();
  assert.ok(draft);
  return draft;
}

/** What the browser keeps, by key. */
let storage: Map<string, string>;

const keptValue = (path: string) => JSON.parse(storage.get(KEPT) ?? "{}")[path]?.value;

beforeEach(() => {
  storage = new Map();
  const localStorage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = {
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, value) => storage.set(key, value),
    removeItem: (key) => storage.delete(key),
  };
  Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
});

test("what is typed is saved after a pause, and no copy of it is left in the browser", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("applicant.first_name", "Ana");
  assert.equal(timers.at(-1)?.ms, 1000);
  assert.deepEqual([...storage.keys()], [KEPT]);
  await saving.flush();
  assert.deepEqual(server.sent, [{ applicant: { first_name: "Ana" } }]);
  assert.equal(saving.state().phase, "saved");
  assert.deepEqual([...storage.keys()], []);
});

test("without a connection it is kept, tried again later and later, and comes back after a reload", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "S");
  server.faults = [{ error: new Offline() }, { error: new Offline() }];
  await saving.flush();
  assert.equal(saving.state().phase, "waiting");
  assert.equal(timers.at(-1)?.ms, 2000);
  await saving.flush();
  assert.equal(timers.at(-1)?.ms, 4000);

  const after = makeSaving(server);
  await after.open();
  assert.deepEqual(draftOf(after).restored, ["statement"]);
  assert.equal(server.stored?.form.statement, "S");
});

test("a refused field stays typed and the rest is saved", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "too long");
  saving.type("applicant.first_name", "Ana");
  server.faults = [{ error: new Problem(422, { errors: [{ field: "statement", message: "Shorter." }] }) }];
  await saving.flush();
  const draft = draftOf(saving);
  assert.equal(saving.state().phase, "saved");
  assert.deepEqual(draft.refused, { statement: "Shorter." });
  assert.equal(draft.changes.statement, "too long");
  assert.deepEqual(server.stored?.form, { applicant: { first_name: "Ana" } });
  assert.equal(keptValue("statement"), "too long");
});

test("another device's change of another field is merged, of the same field is a choice", async () => {
  const server = new Server();
  server.put({ statement: "old" });
  const saving = makeSaving(server);
  await saving.open();
  server.put({ statement: "theirs", applicant: { first_name: "Eva" } });
  saving.type("statement", "mine");
  saving.type("applicant.last_name", "Moreno");
  await saving.flush();
  assert.deepEqual(server.stored?.form, { statement: "theirs", applicant: { first_name: "Eva", last_name: "Moreno" } });
  assert.deepEqual(draftOf(saving).conflicts, ["statement"]);

  const reloaded = makeSaving(server);
  await reloaded.open();
  assert.deepEqual(draftOf(reloaded).conflicts, ["statement"]);
  reloaded.resolve("statement", "here");
  await reloaded.flush();
  assert.equal(server.stored?.form.statement, "mine");
});

test("taking the other side forgets what was typed here", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  server.put({ statement: "theirs" });
  saving.type("statement", "mine");
  await saving.flush();
  saving.resolve("statement", "there");
  await saving.flush();
  assert.deepEqual(draftOf(saving).changes, {});
  assert.equal(server.stored?.form.statement, "theirs");
  assert.deepEqual([...storage.keys()], []);
});

test("a lost answer is no conflict, even when the typing went on", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "one");
  server.faults = [{ error: new Offline(), stored: true }];
  await saving.flush();
  saving.type("statement", "one two");
  await saving.flush();
  assert.deepEqual(draftOf(saving).conflicts, []);
  assert.equal(server.stored?.form.statement, "one two");
});

test("what is typed while a save is under way is not lost to its answer", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "one");
  const flushed = saving.flush();
  await Promise.resolve();
  saving.type("statement", "one two");
  await flushed;
  assert.equal(draftOf(saving).changes.statement, "one two");
  await saving.flush();
  assert.equal(server.stored?.form.statement, "one two");
});

test("self-identification is never written into the browser's storage", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("self_identification", { declines: true });
  server.faults = [{ error: new Offline() }];
  await saving.flush();
  assert.deepEqual([...storage.keys()], []);
  await saving.flush();
  assert.deepEqual(server.stored?.form, { self_identification: { provided: true } });
  assert.deepEqual(draftOf(saving).changes, {});
});

test("an ended sign-in and a passed deadline keep what was typed", async () => {
  for (const [error, phase] of [
    [new SignedOut(), "signed_out"],
    [new Problem(409, { type: "deadline_passed" }), "closed"],
  ] as const) {
    const server = new Server();
    const saving = makeSaving(server);
    await saving.open();
    saving.type("statement", phase);
    server.faults = [{ error }];
    await saving.flush();
    assert.equal(saving.state().phase, phase);
    assert.equal(keptValue("statement"), phase);
  }
});

test("a suggestion is saved with the first answer, and alone only when it is agreed to", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.suggest("location.time_zone", "America/Chicago");
  await saving.flush();
  assert.deepEqual(server.sent, []);
  saving.type("location.state", "IL");
  await saving.flush();
  assert.deepEqual(server.stored?.form, { location: { time_zone: "America/Chicago", state: "IL" } });
});

test("after submitting, nothing is left in the browser", async () => {
  const saving = makeSaving(new Server());
  await saving.open();
  saving.type("statement", "S");
  saving.clear();
  assert.deepEqual([...storage.keys()], []);
});

test("what is typed while the stored copy is read again is not lost", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  server.whileReading(() => saving.type("statement", "typed meanwhile"));
  await saving.refresh();
  assert.equal(draftOf(saving).changes.statement, "typed meanwhile");
});

/** A server that keeps texts without spaces at their ends, as ours does. */
class TrimmingServer extends Server {
  override put(parts: Form): Application {
    const sent: Record<string, Form[string]> = { ...parts };
    if (typeof sent.statement === "string") sent.statement = sent.statement.trim();
    return super.put(sent);
  }
}

test("a space or a new line at the end stays while one goes on typing, and is saved once", async () => {
  const server = new TrimmingServer();
  const saving = makeSaving(server);
  await saving.open();
  for (const typed of ["One ", "One\n\n"]) {
    saving.type("statement", typed);
    await saving.flush();
    await saving.flush();
    assert.equal(saving.state().phase, "saved");
    assert.equal(draftOf(saving).changes.statement, typed);
    assert.deepEqual([...storage.keys()], []);
  }
  assert.deepEqual(server.sent, [{ statement: "One " }]);
  saving.type("statement", "One\n\nTwo");
  await saving.flush();
  assert.equal(server.stored?.form.statement, "One\n\nTwo");
  assert.deepEqual(draftOf(saving).changes, {});
});

test("a text that was stored trimmed although no answer came is no conflict", async () => {
  const server = new TrimmingServer();
  const saving = makeSaving(server);
  await saving.open();
  server.faults = [{ error: new Offline(), stored: true }];
  saving.type("statement", "One ");
  await saving.flush();
  await saving.flush();
  assert.deepEqual([draftOf(saving).conflicts, saving.state().phase], [[], "saved"]);
});

/** A draft in a tab, which another device deletes; the server goes on from its version. */
async function deletedElsewhere(): Promise<{ server: Server; saving: Saving }> {
  const server = new Server();
  server.put({ statement: "S", applicant: { first_name: "Ana" }, self_identification: { provided: true } });
  const saving = makeSaving(server);
  await saving.open();
  server.stored = null;
  return { server, saving };
}

test("a draft that was deleted elsewhere is sent once, not again, and what is typed stays in this browser", async () => {
  const { server, saving } = await deletedElsewhere();
  saving.type("statement", "S2");
  await saving.flush();
  saving.type("introduction", "I");
  await saving.flush();
  await saving.resume();
  await saving.leave();
  assert.deepEqual(server.sent, [{ statement: "S2" }]);
  assert.equal(saving.state().phase, "gone");
  assert.match(saving.state().problem?.message ?? "", /deleted on another page or device/);
  assert.deepEqual(timers, []);
  assert.deepEqual([keptValue("statement"), keptValue("introduction")], ["S2", "I"]);
  assert.deepEqual(draftOf(saving).changes, { statement: "S2", introduction: "I" });
});

test("that a draft was deleted elsewhere shows when the tab is looked at again, or when it is submitted", async () => {
  const seen = await deletedElsewhere();
  await seen.saving.refresh();
  const submitted = await deletedElsewhere();
  submitted.saving.adopt(null);
  assert.deepEqual([seen.saving.state().phase, submitted.saving.state().phase], ["gone", "gone"]);
  assert.deepEqual([...seen.server.sent, ...submitted.server.sent], []);
});

test("a draft that was deleted elsewhere begins again with all that shows, or is discarded", async () => {
  const { server, saving } = await deletedElsewhere();
  saving.type("statement", "S2");
  await saving.flush();
  saving.beginAgain();
  await saving.flush();
  assert.deepEqual(server.sent.at(-1), { statement: "S2", applicant: { first_name: "Ana" } });
  assert.equal(saving.state().phase, "saved");
  assert.deepEqual([...storage.keys()], []);

  const other = await deletedElsewhere();
  other.saving.type("statement", "S2");
  await other.saving.flush();
  other.saving.startOver();
  assert.deepEqual([draftOf(other.saving).changes, [...storage.keys()]], [{}, []]);
});

test("a draft that was deleted and begun again elsewhere is gone on with", async () => {
  const { server, saving } = await deletedElsewhere();
  saving.type("introduction", "I");
  await saving.flush();
  server.stored = { ...NEW, version: 4, form: { statement: "T" } };
  await saving.refresh();
  await saving.flush();
  assert.deepEqual(server.stored.form, { statement: "T", introduction: "I" });
  assert.equal(saving.state().phase, "saved");
});

test("a reading that is older than the first save says nothing of a deletion", async () => {
  const server = new Server();
  const saving = makeSaving(server);
  await saving.open();
  saving.type("statement", "S");
  server.whileReading(() => {
    server.whileReading(() => {});
    void saving.flush();
  });
  const read = server.read.bind(server);
  server.read = async () => {
    const before = { application: server.stored };
    await read();
    await new Promise((done) => setTimeout(done, 5));
    return before;
  };
  await saving.refresh();
  await saving.flush();
  assert.equal(saving.state().phase, "saved");
});
