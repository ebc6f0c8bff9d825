import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { connect } from "./api.ts";
import { isSomebodyElses, readState, writeState } from "./demo-state.ts";
import { whatIsThere } from "./load-organisation.ts";

const home = mkdtempSync(join(tmpdir(), "threshold-demo-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("what a first start kept is what the second one reads, and nobody else may", () => {
  const made = readState(home);
  expect(made.key.length).toBeGreaterThanOrEqual(32);
  expect(readState(home).key).not.toBe(made.key);
  writeState(home, { ...made, nowMs: 5 });
  expect(readState(home)).toEqual({ ...made, nowMs: 5 });
  expect(statSync(join(home, "demo.json")).mode & 0o077).toBe(0);
});

test("a data directory with a database and without our file is somebody else's", () => {
  const theirs = join(home, "theirs");
  mkdirSync(join(theirs, "postgres"), { recursive: true });
  expect(isSomebodyElses(theirs)).toBe(true);
  writeState(theirs, readState(theirs));
  expect(isSomebodyElses(theirs)).toBe(false);
});

test("an installation with features under another name is not the demo's", async () => {
  const seen = (name: string, slugs: string[]) =>
    whatIsThere(
      connect("http://localhost", async (url) =>
        Response.json(url.includes("/features") ? { items: slugs.map((slug) => ({ slug })) } : { name }),
      ),
      { key: "k" },
    );
  expect(await seen("Acme", ["one"])).toBe("other");
  expect(await seen("Acme", [])).toBe("empty");
  expect(await seen("Hallmoor Mutual", ["one"])).toBe("demo");
});
