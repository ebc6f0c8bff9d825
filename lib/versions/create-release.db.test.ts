import { describe, expect, it } from "vitest";
import { db } from "#lib/core/db";
import { sha256 } from "#lib/core/ids";
import { createRelease } from "./create-release.ts";
import { digestOfName } from "./digest.ts";
import { getRelease, listArtifacts, listReleases } from "./release-queries.ts";
import { mintFeature, tester } from "./testing/mint.ts";

const prompt = (content: string, change?: string) => ({
  kind: "prompt" as const,
  name: "reply",
  content,
  change,
});
const model = (version: string, change?: string) => ({
  kind: "model" as const,
  name: "chat",
  version,
  change,
});

describe("createRelease", () => {
  it("names versions itself, and gives the same release for the same set in any order", async () => {
    const feature = await mintFeature();
    const { id } = feature;
    const first = await createRelease(tester, feature, {
      artifacts: [prompt("a", "start"), model("gpt-4o", "start")],
    });
    expect(first.created).toBe(true);
    expect(
      first.release.artifacts.map(({ kind, version, digest, isNew }) => [kind, version, digest, isNew]),
    ).toEqual([
      ["prompt", "v1", sha256("a"), true],
      ["model", "gpt-4o", digestOfName("model", "chat", "gpt-4o"), true],
    ]);
    const again = await createRelease(tester, feature, { artifacts: [model("gpt-4o"), prompt("a")] });
    expect(again).toEqual({ release: first.release, created: false });
    const second = await createRelease(tester, feature, {
      artifacts: [prompt("b", "shorter"), model("gpt-4o")],
    });
    expect(second.release.artifacts.map(({ version, isNew }) => [version, isNew])).toEqual([
      ["v2", true],
      ["gpt-4o", false],
    ]);
    const back = await createRelease(tester, feature, { artifacts: [prompt("a"), model("gpt-4o")] });
    expect(back.release.release).toBe(first.release.release);
    expect(await db().activity.count({ where: { featureId: id, action: "release.create" } })).toBe(2);
  });

  it("makes one release when the same set comes many times at once", async () => {
    const feature = await mintFeature();
    const { id } = feature;
    const input = { artifacts: [prompt("a", "start"), model("gpt-4o", "start")] };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => createRelease(tester, feature, input)),
    );
    expect(new Set(answers.map((answer) => answer.release.release)).size).toBe(1);
    expect(answers.filter((answer) => answer.created)).toHaveLength(1);
    expect(await db().artifactVersion.count({ where: { artifact: { featureId: id } } })).toBe(2);
  });

  it("gives different versions when different contents come at once", async () => {
    const feature = await mintFeature();
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        createRelease(tester, feature, { artifacts: [prompt(`text ${i}`, "try")] }),
      ),
    );
    const { items } = await listArtifacts(feature.id);
    const versions = items[0]?.versions.map((one) => one.version);
    expect(versions?.toSorted()).toEqual(["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8"]);
  });

  it("refuses to change a version, and names it", async () => {
    const feature = await mintFeature();
    await createRelease(tester, feature, { artifacts: [{ ...prompt("a", "start"), version: "v12" }] });
    const changed = createRelease(tester, feature, {
      artifacts: [{ ...prompt("b", "sneak"), version: "v12" }],
    });
    await expect(changed).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("prompt reply has a version v12"),
    });
    const named = await createRelease(tester, feature, {
      artifacts: [{ kind: "prompt", name: "reply", version: "v12" }],
    });
    expect(named.created).toBe(false);
  });

  it("refuses what says too little or contradicts itself, and leaves nothing behind", async () => {
    const feature = await mintFeature();
    const { id } = feature;
    const refused = async (artifacts: Parameters<typeof createRelease>[2]["artifacts"], path: string) => {
      await expect(createRelease(tester, feature, { artifacts })).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ path }] },
      });
    };
    await refused([{ kind: "prompt", name: "reply", change: "why" }], "artifacts.0.version");
    await refused([prompt("a", "start"), model("gpt-4o")], "artifacts.1.change");
    await refused([prompt("a", "start"), prompt("b", "start")], "artifacts.1.name");
    await refused([{ ...prompt("a", "start"), digest: sha256("b") }], "artifacts.0.digest");
    expect(await db().artifact.count({ where: { featureId: id } })).toBe(0);
  });

  it("is forbidden to a key of another feature, and to people who only read", async () => {
    const [mine, other] = [await mintFeature(), await mintFeature()];
    const key = {
      kind: "key",
      id: "k",
      name: "k",
      scopes: ["write" as const, "read" as const],
      featureId: other.id,
    } as const;
    const attempt = createRelease({ ...key, scopes: [...key.scopes] }, mine, {
      artifacts: [prompt("a", "start")],
    });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    const viewer = {
      kind: "user",
      id: "v",
      name: "v",
      email: "v@x",
      role: "viewer",
      teamIds: [],
      sessionId: "s",
    } as const;
    const read = createRelease({ ...viewer, teamIds: [] }, mine, { artifacts: [prompt("a", "start")] });
    await expect(read).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("reading releases", () => {
  it("pages newest first, and finds by the beginning of a digest", async () => {
    const feature = await mintFeature();
    const { id } = feature;
    const digests: string[] = [];
    for (const text of ["a", "b", "c"]) {
      digests.push(
        (await createRelease(tester, feature, { artifacts: [prompt(text, text)] })).release.release,
      );
    }
    const first = await listReleases(id, { limit: 2 });
    const rest = await listReleases(id, { limit: 2, cursor: first.next ?? "" });
    expect([...first.items, ...rest.items].map((one) => one.release)).toEqual(digests.toReversed());
    expect(rest.next).toBeNull();
    expect((await getRelease(id, digests[1]?.slice(0, 12) ?? "")).artifacts[0]?.change).toBe("b");
    await expect(getRelease(id, "0123456789ab")).rejects.toMatchObject({ code: "not_found" });
    await db().release.create({
      data: { featureId: id, digest: `${digests[0]?.slice(0, 20)}${"f".repeat(44)}`, createdBy: "x" },
    });
    await expect(getRelease(id, digests[0]?.slice(0, 12) ?? "")).rejects.toMatchObject({ code: "conflict" });
  });
});
