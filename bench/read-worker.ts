// One process for each database: prepares its records and answers how long each screen's queries took in the server.
import { performance } from "node:perf_hooks";
import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { readCost } from "#lib/cost/read-cost";
import { readLatency } from "#lib/cost/read-latency";
import { costQuery, latencyQuery } from "#lib/cost/schema";
import { getPortfolioFeature, listPortfolio } from "#lib/portfolio/queries";
import { portfolioQuery } from "#lib/portfolio/schema";
import { evaluateFeature } from "#lib/scorecard/evaluate-feature";
import { getScorecard } from "#lib/scorecard/queries";
import { callFilters, interactionFilters } from "#lib/telemetry/filters-schema";
import { readTelemetryState } from "#lib/telemetry/queries";
import { listAllCalls, listCalls } from "#lib/telemetry/queries-calls";
import { readInteraction } from "#lib/telemetry/queries-interaction";
import { listInteractions } from "#lib/telemetry/queries-interactions";
import { createRelease } from "#lib/versions/create-release";
import { running, spanOf } from "#lib/versions/queries";
import { recordDeployment } from "#lib/versions/record-deployment";
import { deploymentInput, releaseInput } from "#lib/versions/schema";
import { FEATURES } from "./read-fill.ts";

const principal: Principal = { kind: "system", name: "bench" };

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

type Run = (turn: number) => Promise<unknown>;

async function screens(now: Date): Promise<Record<string, Run>> {
  // Stored cards as the job keeps them: younger than the features' last change, older than none.
  for (const { id } of await db().feature.findMany()) await evaluateFeature(id, now, {});
  const feature = await db().feature.findUniqueOrThrow({ where: { slug: "feature-1" } });
  const other = await db().feature.findUniqueOrThrow({ where: { slug: "feature-11" } });
  const asked = { environment: "production" };
  const filters = callFilters.parse(asked);
  const rare = callFilters.parse({ ...asked, operation: "chat", attempt: "fallback", status: "error" });
  const everything = interactionFilters.parse(asked);
  const paging = { limit: 100 };
  const at = { from: addDays(now, -30), to: now };
  const place = async (id: number, turn: number) => {
    const before = addDays(now, -(turn % 80) - 1).toISOString();
    const found = await pool().query<{ id: string }>(
      `SELECT id::text FROM interaction WHERE feature_id = $1 AND environment = 'production' AND started_at < $2::timestamptz
       ORDER BY started_at DESC LIMIT 1`,
      [id, before],
    );
    return found.rows[0]?.id ?? "";
  };
  // A cursor that lies 60 days back: what a reader has who came there page by page.
  const deep = await listCalls(feature, { ...filters, to: addDays(now, -60) }, paging, now);
  const ids = await Promise.all(
    Array.from({ length: 20 }, async (_, turn) => [
      await place(feature.id, turn),
      await place(other.id, turn),
    ]),
  );
  const day = (turn: number) =>
    addDays(now, -(turn % 85))
      .toISOString()
      .slice(0, 10);
  const span = (turn: number) => spanOf(day(turn), "Europe/Berlin", now);
  const base = { featureId: feature.id, environment: "production", knownAt: null };
  return {
    portfolio: () => listPortfolio(principal, portfolioQuery.parse({}), now),
    feature: () => getPortfolioFeature(principal, feature.slug, now),
    telemetry: () => readTelemetryState(feature.id, now),
    scorecard: () => getScorecard(feature, now),
    evaluation: (turn) => evaluateFeature(feature.id, new Date(now.getTime() + turn + 1), {}),
    cost: () => readCost(feature.id, { ...costQuery.parse({ split: "attempt" }), ...at }, now),
    "cost, Berlin": () =>
      readCost(feature.id, { ...costQuery.parse({ split: "model", tz: "Europe/Berlin" }), ...at }, now),
    "cost, 90 days": () =>
      readCost(
        feature.id,
        { ...costQuery.parse({ split: "release" }), from: addDays(now, -90), to: now },
        now,
      ),
    latency: () => readLatency(feature.id, { ...latencyQuery.parse({}), ...at }, now),
    calls: () => listCalls(feature, filters, paging, now),
    "calls, filtered": () => listCalls(feature, rare, paging, now),
    "calls, deep": () => listCalls(feature, filters, { ...paging, cursor: deep.next ?? undefined }, now),
    "calls of all": () => listAllCalls(principal, callFilters.parse({}), paging, now),
    interactions: () => listInteractions(feature, everything, paging, now),
    interaction: (turn) =>
      readInteraction(principal, feature, ids[turn % 20]?.[0] ?? "", { content: true }, now),
    "interaction, conversation": (turn) =>
      readInteraction(principal, other, ids[turn % 20]?.[1] ?? "", { content: true }, now),
    "running at a day": (turn) => running({ ...base, span: span(turn) }),
    "running, from telemetry": (turn) => running({ ...base, environment: "staging", span: span(turn) }),
  };
}

type Question = { prepare: string } | { names: string } | { screen: string; turn: number };
let known: Record<string, Run> = {};

async function answer(question: Question): Promise<unknown> {
  if ("prepare" in question) return prepare(new Date(question.prepare));
  if ("names" in question) {
    known = await screens(new Date(question.names));
    return Object.keys(known);
  }
  const started = performance.now();
  await known[question.screen]?.(question.turn);
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
