import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { main } from "./main.ts";

type Reply = { status: number; body?: object; headers?: Record<string, string> };
type Seen = {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
};

const key = "secret-0123456789abcdef0123456789";
let server: Server | undefined;
afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

/** A server that gives the replies in turn, the last one for ever. */
async function listen(...replies: Reply[]): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method, url: path, headers } = request;
    const reply = replies[Math.min(seen.length, replies.length - 1)] ?? { status: 500 };
    seen.push({ method, path, headers, body: Buffer.concat(parts).toString() });
    response.writeHead(reply.status, {
      "content-type": "application/json",
      connection: "close",
      ...reply.headers,
    });
    response.end(JSON.stringify(reply.body ?? {}));
  });
  const listening = server;
  await new Promise<void>((done) => listening.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, seen };
}

async function run(
  args: string[],
  env: Record<string, string>,
  files: Record<string, string | Uint8Array> = {},
) {
  const cwd = await mkdtemp(join(tmpdir(), "threshold-cli-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  const out: string[] = [];
  const notes: string[] = [];
  const terminal = {
    env: { THRESHOLD_API_KEY: key, ...env },
    cwd,
    out: (text: string) => void out.push(text),
  };
  try {
    const code = await main(args, { ...terminal, note: (text) => void notes.push(text) });
    return { code, out: out.join("\n"), notes: notes.join("\n") };
  } finally {
    await rm(cwd, { recursive: true });
  }
}

const manifest = `
feature: claims-triage
artifacts:
  - { kind: prompt, name: reply, file: reply.md }
  - { kind: code, name: binary, file: tool.bin, change: rebuilt }
  - { kind: model, name: chat, version: "gpt-4o", change: cheaper }
`;
const files = {
  "threshold.yaml": manifest,
  "reply.md": "\uFEFFBe brief.\n",
  "tool.bin": new Uint8Array([0, 255, 1]),
};
const released = {
  release: "a".repeat(64),
  artifacts: [{ kind: "prompt", name: "reply", version: "v2", isNew: true }],
};

describe("threshold release", () => {
  it("sends what the manifest lists, and prints only the digest on standard output", async () => {
    const { url, seen } = await listen({ status: 201, body: released });
    const { code, out, notes } = await run(
      ["release", "--change", "tone", "--commit", "abc"],
      { THRESHOLD_URL: `${url}/` },
      files,
    );
    expect([code, out]).toEqual([0, "a".repeat(64)]);
    expect(notes).toContain("prompt reply v2 (new)");
    expect(seen[0]).toMatchObject({ method: "POST", path: "/api/v1/features/claims-triage/releases" });
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      "idempotency-key": expect.any(String),
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      commit: "abc",
      artifacts: [
        { kind: "prompt", name: "reply", content: "\uFEFFBe brief.\n", change: "tone" },
        {
          kind: "code",
          name: "binary",
          digest: "47ffa3ea45a70b8a41c2c0825df323c00a8b7a01c1ea06083cc41dddcc001123",
          change: "rebuilt",
        },
        { kind: "model", name: "chat", version: "gpt-4o", change: "cheaper" },
      ],
    });
  });

  it.each([
    ["artifacts:\n  - { kind: prompt, nam: x }", "has nam, which no artifact has"],
    ["artifacts:\n  - { kind: model, name: chat, version: 1.10 }", "version must be text"],
    ["feature: f\nartifacts:\n  - { kind: prompt, name: x, file: none.md }", "none.md is no file"],
    ["artifacts: [", "is no valid YAML"],
    ["feature: x", "has no artifacts"],
    ["artifacts:\n  - { kind: prompt, name: x, version: v1 }", "Which feature?"],
  ])("says what is wrong with a manifest: %s", async (text, message) => {
    const { code, notes, out } = await run(["release"], {}, { "threshold.yaml": text });
    expect([code, out]).toEqual([2, ""]);
    expect(notes).toContain(message);
  });
});

describe("threshold deploy", () => {
  const answer = { id: "d1", effectiveAt: "2026-03-14T11:00:00Z" };

  it("sends shares, time and reason", async () => {
    const { url, seen } = await listen({ status: 201, body: answer });
    const shares = ["--share", "91be07aa41c3=0.9", "--share", "c07d5512fe90=.1"];
    const when = ["--effective-at", "2026-03-14T12:00:00+01:00", "--idempotency-key", "build-7"];
    const { code, out } = await run(
      ["deploy", ...shares, ...when, "--reason", "canary"],
      { THRESHOLD_URL: url },
      files,
    );
    expect([code, out]).toEqual([0, "d1"]);
    expect(seen[0]?.headers["idempotency-key"]).toBe("build-7");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      environment: "production",
      shares: [
        { release: "91be07aa41c3", weight: 0.9 },
        { release: "c07d5512fe90", weight: 0.1 },
      ],
      effectiveAt: "2026-03-14T12:00:00+01:00",
      reason: "canary",
    });
  });

  it.each([
    [["--reason", "x"], "Say which release"],
    [["--release", "91be07aa41c3"], "Say why"],
    [["--release", "91be07aa41c3", "--share", "a=1", "--reason", "x"], "not both"],
    [["--share", "91be07aa41c3=2", "--reason", "x"], "is not <digest>=<part>"],
    [["--release", "91be07aa41c3", "--reason", "x", "--effective-at", "yesterday"], "is no instant"],
    [["--relase", "91be07aa41c3"], "Unknown option '--relase'"],
  ])("refuses wrong use without asking the server: %j", async (args, message) => {
    const { url, seen } = await listen({ status: 500 });
    const { code, notes } = await run(["deploy", "--feature", "f", ...args], { THRESHOLD_URL: url });
    expect([code, seen]).toEqual([2, []]);
    expect(notes).toContain(message);
  });
});

describe("trouble", () => {
  const deploy = ["deploy", "--feature", "f", "--release", "91be07aa41c3", "--reason", "x"];

  it("prints the detail and the fields of a problem document", async () => {
    const fields = [{ path: "shares", message: "The weights must sum to 1." }];
    const { url, seen } = await listen({ status: 400, body: { detail: "Not so.", fields } });
    const { code, notes } = await run(deploy, { THRESHOLD_URL: url });
    expect([code, notes, seen.length]).toEqual([
      1,
      "threshold: Not so.\n  shares: The weights must sum to 1.",
      1,
    ]);
  });

  it("tries again under the same key while the server is busy or still at work", async () => {
    const busy = (status: number) => ({ status, body: { detail: "busy" }, headers: { "retry-after": "0" } });
    const { url, seen } = await listen(busy(503), busy(409), {
      status: 201,
      body: { id: "d", effectiveAt: "" },
    });
    const { code } = await run(deploy, { THRESHOLD_URL: url });
    expect([code, seen.length, new Set(seen.map((one) => one.headers["idempotency-key"])).size]).toEqual([
      0, 3, 1,
    ]);
  });

  it("never prints the key, also when the server does, and does not follow it elsewhere", async () => {
    const first = await listen({ status: 401, body: { detail: `No key ${key}.` } });
    expect((await run(deploy, { THRESHOLD_URL: first.url })).notes).toBe("threshold: No key [key].");
    const odd = await run(deploy, { THRESHOLD_API_KEY: "abc\u00e9def" });
    expect([odd.code, odd.notes.includes("abc")]).toEqual([2, false]);
    server?.close();
    const moved = await listen({ status: 301, headers: { location: "https://elsewhere.example" } });
    const { code, notes } = await run(deploy, { THRESHOLD_URL: moved.url });
    expect([code, notes]).toEqual([1, expect.stringContaining("set THRESHOLD_URL to that address")]);
  });

  it("needs a key and a known command, and explains itself", async () => {
    expect((await run(deploy, { THRESHOLD_API_KEY: "" })).code).toBe(2);
    expect((await run([], {})).code).toBe(2);
    expect((await run(["toString"], {})).notes).toContain("no command toString");
    expect((await run(["--help"], {})).out).toContain("Exit codes");
    expect((await run(["release", "--help"], {})).out).toContain("threshold.yaml");
  });
});
