import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dialectTable } from "#lib/telemetry/testing/dialect-table";

test("docs/telemetry.md lists exactly the names that are read, in their order", () => {
  const page = readFileSync(new URL("../../../docs/telemetry.md", import.meta.url), "utf8");
  const [, table] = page.split(/<!-- \/?names -->/);
  expect(table?.trim()).toBe(dialectTable());
});
