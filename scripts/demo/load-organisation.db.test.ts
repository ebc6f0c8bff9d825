import { beforeAll, expect, test } from "vitest";
import { initialiseFromEnvironment } from "#lib/auth/initialise";
import { db } from "#lib/core/db";
import { connect } from "./api.ts";
import { administrator, emailOf, people, teams } from "./company.ts";
import { featurePlans } from "./features.ts";
import { loadOrganisation, whatIsThere } from "./load-organisation.ts";
import { memorableDay } from "./release-plan.ts";
import { handlerTransport } from "./testing/handler-transport.ts";

const url = "http://localhost:3000";
const key = "demo-key-of-a-test-0123456789-0123456789";
const admin = { email: emailOf(administrator.id), password: "a password of tests" };
const api = connect(url, handlerTransport);
const nowMs = Math.floor(Date.now() / 60_000) * 60_000;
const slugs = [
  "claims-triage",
  "claim-letters",
  "damage-photos",
  "call-summaries",
  "roadside-updates",
  "underwriting-lab",
  "renewal-notices",
  "tlumaczenie-zgloszen",
  "peritagem-lisboa",
];
const options = {
  url,
  key,
  admin,
  password: admin.password,
  plans: featurePlans.filter((plan) => slugs.includes(plan.slug)),
  nowMs,
  days: 3,
  seed: 1,
  scale: 0.4,
  transport: handlerTransport,
  progress: () => undefined,
};

type Cost = {
  interactions: number;
  unpricedCalls: number;
  calls: number;
  totalUsd: string;
  byModel: { model: string }[];
};
type Check = { id: string; status: string; because: string };
type Card = { characteristics: { checks: Check[] }[] };
type Running = {
  segments: {
    certainty: string;
    reason: string | null;
    reportedAt: string;
    shares: { weight: number; artifacts: object[] }[];
  }[];
};

const read = <T>(path: string) => api.json<T>("GET", path, { key });
const costOf = (slug: string) => read<Cost>(`/features/${slug}/cost`);
async function checkOf(slug: string, id: string): Promise<Check | undefined> {
  const { characteristics } = await read<Card>(`/features/${slug}/scorecard`);
  return characteristics.flatMap(({ checks }) => checks).find((check) => check.id === id);
}
/** How a check changed, newest first, as the history of the score tells it. */
async function changesOf(slug: string, check: string): Promise<string[]> {
  const found = await db().$queryRaw<{ change: string }[]>`
    SELECT concat(one->>'from', ' to ', one->>'to') AS change
      FROM scorecard_change c JOIN feature f ON f.id = c.feature_id, jsonb_array_elements(c.changes) AS one
     WHERE f.slug = ${slug} AND one->>'id' = ${check}
     ORDER BY c.at DESC, c.id DESC`;
  return found.map(({ change }) => change);
}
const counts = async () => ({
  users: await db().user.count(),
  teams: await db().team.count(),
  features: await db().feature.count(),
  releases: await db().release.count(),
  deployments: await db().deployment.count(),
  revisions: await db().runbookRevision.count(),
  rotations: await db().rotation.count(),
  overrides: await db().rotationOverride.count(),
  ...(
    await db().$queryRaw<{ feedback: bigint; evaluations: bigint; messages: bigint }[]>`
    SELECT (SELECT count(*) FROM feedback) AS feedback, (SELECT count(*) FROM evaluation_result) AS evaluations,
      (SELECT count(*) FROM call_content) AS messages`
  )[0],
  prices: await db().ownPrice.count(),
  views: await db().savedView.count(),
});

/** A load is some 700 requests: seconds on a quiet machine, minutes on one that runs other suites beside it. */
const LOAD_MS = 300_000;

let sent: number;
beforeAll(async () => {
  await initialiseFromEnvironment({
    THRESHOLD_INIT_ADMIN_EMAIL: admin.email,
    THRESHOLD_INIT_ADMIN_PASSWORD: admin.password,
    THRESHOLD_INIT_API_KEY: key,
  });
  expect(await whatIsThere(api, { key })).toBe("empty");
  sent = (await loadOrganisation(options)).spans;
}, LOAD_MS);

test("a take-over lies in the turn of the person whom its reason names", async () => {
  type Shift = { from: string; to: string; person: { name: string } | null; override: boolean };
  const { shifts } = await read<{ shifts: Shift[] }>("/rotations/claims");
  const at = shifts.findIndex(({ override }) => override);
  expect(at).toBeGreaterThan(0);
  const names = [at - 1, at, at + 1].map((index) => shifts[index]?.person?.name);
  expect(names).toEqual(["Tobias Brandt", "Inês Carvalho", "Tobias Brandt"]);
});

test("people were invited into their teams, and somebody answers for each team that says so", async () => {
  expect(await counts()).toMatchObject({ users: people.length + 1, teams: teams.length });
  expect(await checkOf("claims-triage", "owner")).toMatchObject({ status: "met" });
  expect(await checkOf("claims-triage", "runbook")).toMatchObject({ status: "met" });
});

test("traffic has a price, but for the company's own model", async () => {
  const triage = await costOf("claims-triage");
  expect(triage.interactions).toBeGreaterThan(20);
  const cents = (Number(triage.totalUsd) / triage.interactions) * 100;
  expect(cents).toBeGreaterThan(0.2);
  expect(cents).toBeLessThan(3);
  const photos = await costOf("damage-photos");
  expect(photos.calls).toBeGreaterThan(0);
  expect(Number(photos.totalUsd)).toBe(0);
  expect(photos.unpricedCalls).toBeGreaterThan(0);
});

test("what runs is known now, and a history that is reported today proves nothing about the past", async () => {
  const { segments } = await read<Running>(
    `/features/claims-triage/running?at=${new Date(nowMs).toISOString()}`,
  );
  expect(segments).toMatchObject([{ certainty: "declared" }]);
  expect(segments[0]?.shares[0]?.artifacts.length).toBeGreaterThan(4);
  expect(await checkOf("claims-triage", "kinds")).toMatchObject({ status: "met" });
  expect(await checkOf("claims-triage", "continuous")).toMatchObject({ status: "unmet" });
});

test("the launch of yesterday was reported within a day, so its history is whole", async () => {
  expect(await checkOf("roadside-updates", "continuous")).toMatchObject({ status: "met" });
});

test("what the provider answers claim letters with is not what runs by declaration", async () => {
  const { byModel } = await costOf("claim-letters");
  expect(byModel.map(({ model }) => model)).toContain("gpt-4o-2024-11-20");
  const running = await read<object>("/features/claim-letters/running");
  expect(JSON.stringify(running)).toContain("2024-08-06");
  expect(JSON.stringify(running)).not.toContain("2024-11-20");
  expect(await checkOf("claim-letters", "declared-is-observed")).toMatchObject({ status: "unmet" });
});

test("end users, handlers and evaluators have said something, and no number of a policy is kept", async () => {
  const there = await counts();
  expect(there.feedback).toBeGreaterThan(10n);
  expect(there.evaluations).toBeGreaterThan(10n);
  expect(there.messages).toBeGreaterThan(10n);
  expect(there).toMatchObject({ prices: 2, views: 4 });
  const shown = await db().$queryRaw<{ text: string }[]>`
    SELECT concat(input::text, output::text, attributes::text) AS text FROM call_content`;
  expect(shown.some(({ text }) => text.includes("[policy]"))).toBe(true);
  expect(shown.filter(({ text }) => /HM-\d|@post\.example|\+353/.test(text))).toEqual([]);
});

test("what was met and is not any more stands in the history: a person left, a price ran out, an eval set was forgotten", async () => {
  expect(await changesOf("renewal-notices", "ownership.owner")).toEqual(["met to stale", expect.anything()]);
  expect(await changesOf("peritagem-lisboa", "cost.coverage")).toEqual(["met to unmet", expect.anything()]);
  expect((await changesOf("peritagem-lisboa", "ownership.on-call"))[0]).toBe("met to unmet");
  expect((await changesOf("call-summaries", "versions.kinds"))[0]).toBe("met to unmet");
  expect(await checkOf("peritagem-lisboa", "on-call")).toMatchObject({
    because: expect.stringContaining("Rui Nóbrega"),
  });
});

test("a report about 14 March is corrected: what was known before the correction can still be asked", async () => {
  const day = memorableDay(3, 14, "Europe/Dublin", nowMs);
  const path = `/features/claims-triage/running?at=${day}T13:00:00Z`;
  const [now] = (await read<Running>(path)).segments;
  expect(now?.reason).toMatch(/^Correction: /);
  expect(now?.shares.map(({ weight }) => weight).sort()).toEqual([0.25, 0.75]);
  const before = new Date(Date.parse(now?.reportedAt ?? "") - 1).toISOString();
  const [then] = (await read<Running>(`${path}&knownAt=${before}`)).segments;
  expect(then?.shares.map(({ weight }) => weight).sort()).toEqual([0.1, 0.9]);
});

test("the launch in Kraków is rolled back as one does it, and staging is an environment of its own", async () => {
  const rolled = await read<Running>(`/features/tlumaczenie-zgloszen/running?at=${new Date().toISOString()}`);
  expect(rolled.segments[0]?.reason).toMatch(/^Rolled back from [0-9a-f]{12}: /);
  expect(await checkOf("tlumaczenie-zgloszen", "rollback")).toMatchObject({ status: "unmet" });
  const at = new Date(nowMs).toISOString();
  const staging = await read<Running>(`/features/claims-triage/running?environment=staging&at=${at}`);
  expect(staging.segments).toMatchObject([{ certainty: "declared" }]);
});

test("runbooks are tested by the right people and by the wrong ones, and an edited one is untested again", async () => {
  expect(await checkOf("claim-letters", "tested")).toMatchObject({ status: "met" });
  expect(await checkOf("tlumaczenie-zgloszen", "tested")).toMatchObject({ status: "met" });
  expect(await checkOf("claims-triage", "tested")).toMatchObject({ status: "stale" });
  expect((await changesOf("claims-triage", "ownership.tested"))[0]).toBe("met to stale");
});

test("somebody is on call in each zone, by rotations that began long before", async () => {
  const all = await read<{ items: { slug: string; now: { person: object | null } }[] }>("/rotations");
  expect(all.items.map(({ slug }) => slug)).toContain("brokers-toronto");
  const away = all.items.filter(({ now }) => now.person === null).map(({ slug }) => slug);
  expect(away).toContain("peritagem");
  expect(away.filter((slug) => slug !== "peritagem" && slug !== "brokers-toronto")).toEqual([]);
});

test(
  "once more is nothing more, and the installation is known as the demo's",
  async () => {
    const [before, triage] = [await counts(), await costOf("claims-triage")];
    expect((await loadOrganisation(options)).spans).toBe(sent);
    expect(await counts()).toEqual(before);
    expect(await costOf("claims-triage")).toEqual(triage);
    expect(await whatIsThere(api, { key })).toBe("demo");
  },
  LOAD_MS,
);
