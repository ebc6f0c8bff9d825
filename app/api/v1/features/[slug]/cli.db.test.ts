import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RouteHandler } from "#lib/core/route";
import { mintFeature, mintKey } from "#lib/versions/testing/mint";
import type { Feature } from "#prisma/client";
import { POST as deploy } from "./deployments/route.ts";
import { POST as release } from "./releases/route.ts";
import { GET as running } from "./running/route.ts";

// The command line as people run it, against the real route handlers behind a real server.
const cli = fileURLToPath(new URL("../../../../../cli/main.ts", import.meta.url));
const handlers: Record<string, RouteHandler> = {
  "POST releases": release,
  "POST deployments": deploy,
  "GET running": running,
};

let server: Server;
let feature: Feature;
let env: Record<string, string>;
let cwd: string;

beforeAll(async () => {
  feature = await mintFeature();
  server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "", `http://${incoming.headers.host}`);
    const [, , , , slug = "", rest = ""] = url.pathname.split("/");
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = parts.length > 0 ? Buffer.concat(parts) : undefined;
    const headers = incoming.headers as Record<string, string>;
    const request = new NextRequest(url, { method: incoming.method ?? "GET", headers, body });
    const answer = await handlers[`${incoming.method} ${rest}`]?.(request, {
      params: Promise.resolve({ slug }),
    });
    outgoing.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []));
    outgoing.end(await answer?.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  env = {
    THRESHOLD_URL: `http://127.0.0.1:${port}`,
    THRESHOLD_API_KEY: await mintKey(feature.id),
  };
  cwd = await mkdtemp(join(tmpdir(), "threshold-cli-"));
});
afterAll(() => void server.close());

const threshold = (...args: string[]) =>
  promisify(execFile)(process.execPath, [cli, ...args], { cwd, env: { ...process.env, ...env } });

it("declares two releases, deploys a canary and says what ran", async () => {
  const write = (text: string) => writeFile(join(cwd, "reply.md"), text);
  const artifacts = "artifacts: [{ kind: prompt, name: reply, file: reply.md }]";
  await writeFile(join(cwd, "threshold.yaml"), `feature: ${feature.slug}\n${artifacts}\n`);
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
