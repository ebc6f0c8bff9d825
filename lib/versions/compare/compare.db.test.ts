import { beforeAll, expect, test } from "vitest";
import { createRelease } from "#lib/versions/create-release";
import { microsOf } from "#lib/versions/instant";
import { listArtifacts } from "#lib/versions/release-queries";
import { mintFeature, tester } from "#lib/versions/testing/mint";
import { compareVersions } from "./compare.ts";

let feature: Awaited<ReturnType<typeof mintFeature>>;
let live: string;
let old: string;

const release = async (content: string, version: string, committedAt?: string) => {
  const { release: made } = await createRelease(tester, feature, {
    artifacts: [
      { kind: "prompt", name: "reply", content, change: `Why ${content}` },
      { kind: "model", name: "chat", version, change: `Model ${version}` },
    ],
    ...(committedAt ? { imported: { committedAt: microsOf(committedAt), author: "Grace" } } : {}),
  });
  return made.release;
};

beforeAll(async () => {
  feature = await mintFeature();
  live = await release("Live", "claude-3-5-sonnet@20240620");
  old = await release("Old", "claude-3-sonnet@20240229", "2024-02-01T12:00:00Z");
});

test("finds a version whose name has an @", async () => {
  const compared = await compareVersions(
    feature.id,
    "model/chat@claude-3-sonnet@20240229",
    "model/chat@claude-3-5-sonnet@20240620",
  );
  expect([compared.from.spec, compared.to.spec]).toEqual([
    "model/chat@claude-3-sonnet@20240229",
    "model/chat@claude-3-5-sonnet@20240620",
  ]);
  await expect(compareVersions(feature.id, "model/chat@none@1", live)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(compareVersions(feature.id, "model/chat", live)).rejects.toMatchObject({ code: "invalid" });
});

test("takes what an import brought late for as old as its commit", async () => {
  const forward = await compareVersions(feature.id, old, live);
  const prompt = forward.artifacts.find((one) => one.kind === "prompt");
  expect(prompt).toMatchObject({ undone: false, reasons: [{ change: "Why Live", committedAt: null }] });
  expect(forward.from.release?.committedAt).toBe("2024-02-01T12:00:00.000Z");
  const back = await compareVersions(feature.id, live, old);
  expect(back.artifacts.find((one) => one.kind === "prompt")).toMatchObject({
    undone: true,
    reasons: [{ change: "Why Live" }],
  });
});

test("lists the versions of an artifact by age, an imported one by its commit", async () => {
  const { items } = await listArtifacts(feature.id);
  const prompt = items.find((one) => one.kind === "prompt");
  expect(prompt?.versions.map((one) => [one.change, one.committedAt])).toEqual([
    ["Why Live", null],
    ["Why Old", "2024-02-01T12:00:00.000Z"],
  ]);
});
