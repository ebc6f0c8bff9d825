import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CliServer, cliServer } from "#scripts/testing/cli-server";
import { POST as deploy } from "./deployments/route.ts";
import { POST as release } from "./releases/route.ts";
import { POST as rollback, GET as rollbackPlan } from "./rollback/route.ts";
import { GET as running } from "./running/route.ts";

// The command line as people run it, against the real route handlers behind a real server.
let server: CliServer;
let cwd: string;

beforeAll(async () => {
  server = await cliServer({
    "POST releases": release,
    "POST deployments": deploy,
    "GET running": running,
    "GET rollback": rollbackPlan,
    "POST rollback": rollback,
  });
  cwd = await mkdtemp(join(tmpdir(), "threshold-cli-"));
});
afterAll(() => server.close());

const threshold = (...args: string[]) => server.threshold(cwd, ...args);

it("declares two releases, deploys a canary and says what ran", async () => {
  const write = (text: string) => writeFile(join(cwd, "reply.md"), text);
  const artifacts = "artifacts: [{ kind: prompt, name: reply, file: reply.md }]";
  await writeFile(join(cwd, "threshold.yaml"), `feature: ${server.feature.slug}\n${artifacts}\n`);
  await write("Dear customer,");
  const first = await threshold("release", "--change", "the first");
  expect(first.stdout).toMatch(/^[0-9a-f]{64}\n$/);
  expect((await threshold("release")).stdout).toBe(first.stdout);
  await write("Hello,");
  await expect(threshold("release")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("say in change why"),
  });
  const second = await threshold("release", "--change", "shorter");
  const [a, b] = [first.stdout.trim(), second.stdout.trim()];
  await threshold("deploy", "--release", a, "--reason", "start", "--effective-at", "2026-03-01T00:00:00Z");
  const shares = ["--share", `${a.slice(0, 12)}=0.9`, "--share", `${b}=0.1`];
  await threshold("deploy", ...shares, "--reason", "canary", "--effective-at", "2026-03-14T12:00:00+01:00");
  const { stdout } = await threshold("running", "--at", "2026-03-14", "--tz", "Europe/Berlin");
  expect(stdout.split("\n")).toEqual([
    "2026-03-14T00:00:00+01:00 to 2026-03-14T12:00:00+01:00  declared",
    `     100 %  ${a.slice(0, 12)}  prompt reply v1`,
    "  why: start",
    "2026-03-14T12:00:00+01:00 to 2026-03-15T00:00:00+01:00  declared",
    `      90 %  ${a.slice(0, 12)}  prompt reply v1`,
    `      10 %  ${b.slice(0, 12)}  prompt reply v2`,
    "  why: canary",
    "",
  ]);
  const csv = await threshold("running", "--at", "2026-03-14", "--csv");
  expect(csv.stdout.split("\n")[0]).toContain("from,to,certainty");
});

it("goes back to the release before, prints it for the pipeline, and refuses what is not there", async () => {
  const artifacts = "artifacts: [{ kind: prompt, name: answer, file: answer.md }]";
  await writeFile(join(cwd, "threshold.yaml"), `feature: ${server.feature.slug}\n${artifacts}\n`);
  const digests: string[] = [];
  for (const text of ["One", "Two"]) {
    await writeFile(join(cwd, "answer.md"), text);
    digests.push((await threshold("release", "--change", `Says ${text}`)).stdout.trim());
  }
  const [one = "", two = ""] = digests;
  const staging = ["--environment", "staging"];
  await expect(threshold("rollback", ...staging, "--reason", "wrong")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Nothing is declared to run in staging"),
  });
  await threshold(
    "deploy",
    ...staging,
    "--release",
    one,
    "--reason",
    "start",
    "--effective-at",
    "2026-03-01T00:00:00Z",
  );
  await threshold(
    "deploy",
    ...staging,
    "--release",
    two,
    "--reason",
    "next",
    "--effective-at",
    "2026-03-02T00:00:00Z",
  );
  expect((await threshold("rollback", ...staging, "--dry-run")).stdout.trim()).toBe(one);
  await expect(threshold("rollback", ...staging)).rejects.toMatchObject({ code: 2 });
  const done = await threshold("rollback", ...staging, "--reason", "Invents account numbers");
  expect(done.stdout.trim()).toBe(one);
  expect(done.stderr).toContain("Threshold switches no traffic");
  const now = await threshold("running", ...staging);
  expect(now.stdout).toContain(`why: Rolled back from ${two.slice(0, 12)}: Invents account numbers`);
  await expect(threshold("rollback", ...staging, "--reason", "again")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("No earlier release is known"),
  });
});
