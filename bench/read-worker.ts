// One process for each database: prepares its records and answers how long each screen's queries took in the server.
import { performance } from "node:perf_hooks";
import { db } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { createRelease } from "#lib/versions/create-release";
import { recordDeployment } from "#lib/versions/record-deployment";
import { deploymentInput, releaseInput } from "#lib/versions/schema";
import { FEATURES } from "./read-fill.ts";
import { principal, type Screen, screens } from "./read-screens.ts";

async function prepare(now: Date): Promise<void> {
  for (let index = 1; index <= FEATURES; index += 1) {
    const name = `Feature ${index}`;
    const conversational = index >= 10;
    const feature = await db().feature.create({
      data: {
        slug: `feature-${index}`,
        name,
        stakes: "standard",
        audience: "customer",
        lifecycle: "production",
        unitKind: conversational ? "conversation" : "trace",
        unitLabel: "claim",
      },
    });
    for (let version = 0; version < 5; version += 1) {
      const change = `Version ${version} answers better than the one before it.`;
      const { release } = await createRelease(
        principal,
        feature,
        releaseInput.parse({
          artifacts: [
            { kind: "prompt", name: "main", version: `v${version}`, change },
            { kind: "model", name: "chat", version: "gpt-4o-2024-08-06", change },
          ],
        }),
      );
      await recordDeployment(
        principal,
        feature,
        deploymentInput.parse({
          environment: "production",
          shares: [{ release: release.release, weight: 1 }],
          effectiveAt: addDays(now, -90 + version * 18).toISOString(),
          reason: change,
        }),
      );
    }
  }
}

type Question = { prepare: string } | { names: string } | { screen: string; turn: number };
let known: Record<string, Screen> = {};

async function answer(question: Question): Promise<unknown> {
  if ("prepare" in question) return prepare(new Date(question.prepare));
  if ("names" in question) {
    known = await screens(new Date(question.names));
    return Object.entries(known).map(([screen, { promised }]) => ({ screen, promised }));
  }
  const started = performance.now();
  await known[question.screen]?.run(question.turn);
  return performance.now() - started;
}

process.on("disconnect", () => process.exit());
process.on("message", (question: Question) => {
  answer(question).then(
    (value) => process.send?.({ value: value ?? null }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
