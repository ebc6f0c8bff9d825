import { beforeAll, describe, expect, it } from "vitest";
import type { Comparison } from "#lib/versions/compare/compare-schema";
import { GET as oneVersion } from "./artifacts/[kind]/[name]/versions/[version]/route.ts";
import { POST as release } from "./releases/route.ts";
import { type VersionsClient, versionsClient } from "./testing/versions-client.ts";
import { GET as diff } from "./versions/diff/route.ts";

let client: VersionsClient;
const digests: string[] = [];

type Body = {
  kind: string;
  name: string;
  content?: string;
  version?: string;
  digest?: string;
  change: string;
};
const declare = async (...artifacts: Body[]) => {
  const answer = await client.post(release, "releases", { artifacts });
  digests.push((await answer.json()).release);
};

beforeAll(async () => {
  client = await versionsClient();
  const limits = (content: string, change: string) => ({ kind: "config", name: "limits", content, change });
  const prompt = (content: string, change: string) => ({
    kind: "prompt",
    name: "my reply/de",
    content,
    change,
  });
  await declare(
    prompt("Be kind.\nBe brief.\n", "First words"),
    limits('{"retries":3,"timeout":10}', "First limits"),
    { kind: "model", name: "chat", version: "a", change: "First model" },
  );
  await declare(
    prompt("Be kind.\nBe short.\n", "Shorter words"),
    limits('{\n  "timeout": 10,\n  "retries": 3\n}', "Formatted only"),
    { kind: "model", name: "chat", version: "b", change: "Cheaper model" },
  );
  await declare(
    prompt("Be kind.\nBe shortest.\n", "Shortest words"),
    limits('{"timeout":20,"retries":3}', "More patience"),
    { kind: "guardrail", name: "pii", digest: "ab".repeat(32), change: "Hides names" },
  );
});

const compare = (from = "", to = "") =>
  client.get(diff, `versions/diff?${new URLSearchParams({ from, to })}`);
const compared = async (from = "", to = ""): Promise<Comparison> => {
  const answer = await compare(from, to);
  expect(answer.status).toBe(200);
  return answer.json();
};
const artifact = ({ artifacts }: Comparison, name: string) => artifacts.find((one) => one.name === name);

describe("differences over HTTP", () => {
  it("says what was added, removed and changed between two releases, with every reason in between", async () => {
    const found = await compared(digests[0]?.slice(0, 12), digests[2]);
    expect(found).toMatchObject({ of: "releases", from: { spec: digests[0] }, to: { spec: digests[2] } });
    expect(found.artifacts.map((one) => [one.name, one.change])).toEqual([
      ["my reply/de", "changed"],
      ["chat", "removed"],
      ["pii", "added"],
      ["limits", "changed"],
    ]);
    expect(artifact(found, "my reply/de")).toMatchObject({
      from: { version: "v1", kept: true },
      to: { version: "v3", kept: true },
      reasons: [{ change: "Shorter words" }, { change: "Shortest words" }],
      undone: false,
      text: { added: 1, removed: 1 },
      structured: null,
    });
    expect(artifact(found, "limits")?.structured).toEqual({
      format: "json",
      changes: [{ path: "timeout", change: "changed", before: "10", after: "20" }],
      more: 0,
    });
  });

  it("takes order of keys for no difference, and says which reasons going back takes back", async () => {
    const found = await compared(digests[1], digests[0]);
    expect(artifact(found, "limits")?.structured?.changes).toEqual([]);
    expect(artifact(found, "my reply/de")).toMatchObject({
      undone: true,
      reasons: [{ change: "Shorter words" }],
    });
  });

  it("does not pretend to know a content that was not kept", async () => {
    const found = await compared(digests[0], digests[2]);
    expect(artifact(found, "pii")).toMatchObject({ to: { kept: false }, text: null, structured: null });
    expect(artifact(found, "chat")).toMatchObject({ from: { version: "a", kept: false }, text: null });
  });

  it("compares two versions by their names, whatever is in them, and gives each with its content", async () => {
    const found = await compared("prompt/my reply/de@v1", "prompt/my reply/de@v2");
    expect(found).toMatchObject({ of: "versions", artifacts: [{ text: { added: 1, removed: 1 } }] });
    const params = { kind: "prompt", name: "my reply/de", version: "v2" };
    const read = await client.get(oneVersion, "artifacts/x", params);
    expect(await read.json()).toMatchObject({ content: "Be kind.\nBe short.\n", change: "Shorter words" });
  });

  it.each([
    ["prompt/none@v1", "prompt/my reply/de@v2", 404],
    ["0123456789ab", "0123456789ab", 404],
    ["prompt/my reply/de@v1", "release", 400],
    ["nothing", "nothing", 400],
    ["", "", 400],
  ])("answers %s against %s with %i", async (from, to, status) => {
    expect((await compare(from, to)).status).toBe(status);
    expect((await compare("prompt/my reply/de@v1", digests[0])).status).toBe(400);
  });
});
