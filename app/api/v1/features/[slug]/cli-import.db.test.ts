import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#lib/core/db";
import { type CliServer, cliServer } from "#scripts/testing/cli-server";
import { makeRepository, type Repository } from "#scripts/testing/repository";
import { POST as deploy } from "./deployments/route.ts";
import { POST as release, GET as releases } from "./releases/route.ts";

let server: CliServer;
let repository: Repository;
beforeAll(async () => {
  server = await cliServer({
    "GET releases": releases,
    "POST releases": release,
    "POST deployments": deploy,
  });
  repository = makeRepository();
  const { write, commit } = repository;
  write(
    "threshold.yaml",
    `feature: ${server.feature.slug}\nartifacts:\n  - { kind: prompt, name: reply, file: reply.md }\n`,
  );
  write("reply.md", "One");
  commit(1, "First prompt", "", "Grace");
  write("reply.md", "Two");
  commit(5, "wip");
  write("reply.md", "One");
  commit(9, "Back to the first, after complaint 2211");
});
afterAll(() => {
  server.close();
  repository.remove();
});

const counts = async () => {
  const featureId = server.feature.id;
  const deployment = await db().deployment.count({ where: { featureId } });
  const activity = await db().activity.count({ where: { featureId } });
  return [await db().release.count({ where: { featureId } }), deployment, activity];
};

it("declares the past with its reasons, says that it was imported, and adds nothing the second time", async () => {
  const run = () => server.threshold(repository.root, "import-git", "--deployments-from", "commits");
  const first = await run();
  expect(first.stdout.trim()).toBe("2");
  expect(first.stderr).toContain("Releases: 2 new, 1 known already. Deployments: 3 new, 0 known already.");
  const after = await counts();
  expect(after).toEqual([2, 3, 5]);
  const second = await run();
  expect(second.stderr).toContain("Releases: 0 new, 3 known already. Deployments: 0 new, 3 known already.");
  expect(await counts()).toEqual(after);
  const [two, one] = await db().release.findMany({
    where: { featureId: server.feature.id },
    include: { artifacts: { include: { artifactVersion: true } } },
    orderBy: { id: "desc" },
  });
  expect(one).toMatchObject({
    author: "Grace",
    committedAt: new Date("2026-01-01T12:00:00Z"),
    createdBy: "pipeline",
  });
  expect(one?.importedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(one?.artifacts[0]?.artifactVersion).toMatchObject({
    content: "One",
    change: "First prompt",
    version: "v1",
  });
  expect(two?.artifacts[0]?.artifactVersion.change).toMatch(
    /^No reason in git: commit [0-9a-f]{12} says only “wip”\.$/,
  );
  const ran = await db().deployment.findMany({
    where: { featureId: server.feature.id },
    orderBy: { effectiveAt: "asc" },
  });
  expect(ran[2]).toMatchObject({
    reportedBy: "Ada",
    reason: expect.stringMatching(
      /^Imported from git \([0-9a-f]{12}\): Back to the first, after complaint 2211$/,
    ),
  });
});

it("goes on where it was stopped", async () => {
  repository.write("reply.md", "Three");
  repository.commit(12, "Third prompt");
  const since = await server.threshold(repository.root, "import-git", "--since", "2026-01-10");
  expect(since.stderr).toContain("Releases: 1 new, 0 known already.");
  const all = await server.threshold(repository.root, "import-git");
  expect(all.stderr).toContain("Releases: 0 new, 4 known already.");
});

it("leaves out the deployments that the server refuses, says why, and imports the others", async () => {
  const other = await cliServer({
    "GET releases": releases,
    "POST releases": release,
    "POST deployments": deploy,
  });
  const past = makeRepository();
  try {
    past.write(
      "threshold.yaml",
      `feature: ${other.feature.slug}\nartifacts:\n  - { kind: prompt, name: reply, file: reply.md }\n`,
    );
    past.write("reply.md", "One");
    past.commit(-10_000, "First prompt, by a clock that was never set");
    past.write("reply.md", "Two");
    past.commit(5, "Second prompt", "", `${"x".repeat(199)}😀${"x".repeat(100)}`);
    const run = (...more: string[]) =>
      other.threshold(past.root, "import-git", "--deployments-from", "commits", ...more);
    const first = await run();
    expect(first.stderr).toContain(
      "1 deployments were left out: the server said “A deployment cannot have begun before the year 2000.”",
    );
    expect(first.stderr).toContain("Releases: 2 new, 0 known already. Deployments: 1 new, 0 known already.");
    expect((await run()).stderr).toContain("Deployments: 0 new, 1 known already.");
    const ran = await db().deployment.findMany({ where: { featureId: other.feature.id } });
    expect(ran.map((one) => one.reportedBy)).toEqual([`${"x".repeat(199)}\ufffd`]);
    await expect(run("--environment", "e".repeat(65))).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("The server refused every deployment."),
    });
  } finally {
    other.close();
    past.remove();
  }
});
