/** Every mail has a title for staff. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { mailTitle } from "../src/staff/parts/mail_titles.ts";

const TEMPLATES = new URL("../../../notifications/templates/", import.meta.url);

test("every mail that there is a template of has a title", () => {
  const mails = readdirSync(TEMPLATES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(
    mails.map(({ name }) => name).filter((name) => mailTitle(name) === name),
    [],
  );
  assert.ok(mails.length > 20);
});
