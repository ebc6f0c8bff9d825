import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/core/db";
import { DAY_MS } from "#lib/core/time";
import { activityOf, keyOf, makeFeature, makeUser } from "#lib/features/testing/people";
import { evaluateFeature } from "#lib/scorecard/evaluate-feature";
import { characteristics } from "#lib/scorecard/schema";
import { askForLinkCheck } from "./ask-for-link-check.ts";
import { checkLinks } from "./check-links.ts";
import { requireLinks } from "./link-queries.ts";
import { saveRunbook } from "./save-runbook.ts";

let base = "";
let allowed: string[] = [];
let requests = 0;
const statuses = new Map([["/gone", 404]]);

const server = createServer((request, response) => {
  requests += 1;
  response.writeHead(statuses.get(request.url ?? "") ?? 200).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  base = `http://${host}`;
  allowed = [host];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const words = "Stop the queue, go back to the release before and tell the team on call what you saw. ".repeat(
  4,
);
const start = Date.now();
const at = (days: number) => new Date(start + days * DAY_MS);

async function written(text: string) {
  const editor = await makeUser("editor");
  const feature = await makeFeature();
  await saveRunbook(editor, feature.slug, { markdown: `${words}\n\n${text}` });
  return { editor, ...feature };
}

/** What the scorecard says of the runbook at an instant. */
async function judged(featureId: number, when: Date): Promise<string> {
  const card = await evaluateFeature(featureId, when);
  const checks = characteristics.parse(card?.characteristics).flatMap((one) => one.checks);
  const check = checks.find((one) => one.id === "runbook");
  return `${check?.status}: ${check?.because}`;
}

test("links wait until they are followed, count for a week once they worked, and are followed daily", async () => {
  const { id } = await written(`See [the board](${base}/board) and [the top](${base}/top).`);
  expect((await requireLinks(id)).links.map((link) => link.status)).toEqual(["waiting", "waiting"]);
  expect(await judged(id, at(0))).toMatch(/^unknown: .* 2 of 2 links that nobody has followed yet/);
  await checkLinks(at(0), { allowed });
  expect(await judged(id, at(0))).toMatch(/^met: .* 2 links/);
  const asked = requests;
  await checkLinks(at(0.5), { allowed });
  expect(requests).toBe(asked);
  await checkLinks(at(1), { allowed });
  expect(requests).toBe(asked + 2);
  expect(await judged(id, at(7.9))).toMatch(/^met/);
  expect(await judged(id, at(8))).toMatch(/^stale/);
});

test("a broken link is not met, and is tried again within hours", async () => {
  const { id } = await written(`See [the board](${base}/gone).`);
  await checkLinks(at(0), { allowed });
  expect(await judged(id, at(0))).toMatch(/^unmet: .*1 of 1 link that is broken; .*\/gone answers 404/);
  const asked = requests;
  await checkLinks(at(2 / 24), { allowed });
  expect(requests).toBeGreaterThan(asked);
});

test("a network that refuses everything leaves it unknown, and what worked lasts its week all the same", async () => {
  const { id } = await written(`See [the board](${base}/board) and http://wiki.example/x`);
  const refuse = async () => {
    throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  };
  await checkLinks(at(0), { allowed: [], addressesOf: refuse });
  expect((await requireLinks(id)).links.map((link) => link.status)).toEqual(["unchecked", "unchecked"]);
  expect(await judged(id, at(0))).toMatch(/^unknown: .* could not be checked/);
  const { id: other } = await written(`See [the board](${base}/other).`);
  await checkLinks(at(0), { allowed });
  await checkLinks(at(2), { allowed: [], addressesOf: refuse });
  expect(await judged(other, at(2))).toMatch(/^met/);
  expect(await judged(other, at(7))).toMatch(/^stale/);
});

test("an edit begins with links that nobody followed", async () => {
  const { id, slug, editor } = await written(`See [the board](${base}/board).`);
  await checkLinks(at(0), { allowed });
  await saveRunbook(editor, slug, { markdown: `${words} More.\n\nSee [the board](${base}/board).` });
  expect(await judged(id, at(0))).toMatch(/^unknown/);
});

test("a person has them followed again now; asking twice asks once, and only who may change the feature", async () => {
  const { id, slug, editor } = await written(`See [the board](${base}/board).`);
  await checkLinks(at(0), { allowed });
  await askForLinkCheck(editor, slug, at(0.1));
  await askForLinkCheck(editor, slug, at(0.1));
  expect((await requireLinks(id)).links).toMatchObject([{ asked: true, status: "works" }]);
  const asked = requests;
  await checkLinks(at(0.2), { allowed });
  expect(requests).toBe(asked + 1);
  expect((await requireLinks(id)).links).toMatchObject([{ asked: false }]);
  const rows = await activityOf("runbook", slug);
  expect(rows.map((row) => row.action)).toEqual(["runbook.revise", "runbook.check_links"]);
  for (const [principal, code] of [
    [await makeUser("viewer"), "forbidden"],
    [keyOf(["read"], null), "forbidden"],
    [keyOf(["write"], (await makeFeature()).id), "not_found"],
  ] as const)
    await expect(askForLinkCheck(principal, slug)).rejects.toMatchObject({ code });
});

test("revisions of before links were read are read by the job", async () => {
  const { id } = await makeFeature();
  const markdown = `${words}\n\n${base}/board`;
  await db().runbookRevision.create({
    data: { featureId: id, number: 1, markdown, digest: "x", authorName: "Ada" },
  });
  expect(await judged(id, at(0))).toMatch(/^unknown/);
  await checkLinks(at(0), { allowed });
  expect(await judged(id, at(0))).toMatch(/^met/);
});

test.each([503, 429, 401])("what worked before it broke does not count again after a %i", async (status) => {
  const { id } = await written(`See [the board](${base}/turns-${status}).`);
  await checkLinks(at(0), { allowed });
  expect(await judged(id, at(0))).toMatch(/^met/);
  statuses.set(`/turns-${status}`, 404);
  await checkLinks(at(1), { allowed });
  expect(await judged(id, at(1))).toMatch(/^unmet/);
  statuses.set(`/turns-${status}`, status);
  await checkLinks(at(2), { allowed });
  expect(await judged(id, at(2))).toMatch(/^unknown: .* could not be checked/);
  statuses.delete(`/turns-${status}`);
  await checkLinks(at(3), { allowed });
  expect(await judged(id, at(3))).toMatch(/^met/);
});

test("a round ends before its job does, and what it did not come to waits for the next", async () => {
  const urls = Array.from({ length: 9 }, (_, n) => `http://wiki-${n}.example/`);
  const { id } = await written(urls.join("\n\n"));
  let minutes = 0;
  const addressesOf = async () => {
    minutes += 1.8;
    return ["10.0.0.1"];
  };
  const rows = await checkLinks(at(0), { allowed: [], addressesOf, clock: () => minutes * 60_000 });
  expect(rows).toBe(6);
  const states = (await requireLinks(id)).links.map((link) => link.status);
  expect(states).toEqual([...Array(6).fill("unchecked"), ...Array(3).fill("waiting")]);
});

test("an answer is kept as it comes, while others are still being waited for", async () => {
  const { id } = await written(`See [the board](${base}/kept-early).`);
  const { id: other } = await written("See http://late.example/");
  const waits = async () => {
    while ((await requireLinks(id)).links[0]?.status !== "works") await new Promise(setImmediate);
    throw Object.assign(new Error("no name"), { code: "ENOTFOUND" });
  };
  await checkLinks(at(0), { allowed, addressesOf: waits });
  expect((await requireLinks(other)).links).toMatchObject([{ status: "broken" }]);
});

test("a text that is read again keeps what is known of its links and follows those that it hid", async () => {
  const { id } = await written(`See [the board](${base}/known) and [the top](${base}/hidden).`);
  await checkLinks(at(0), { allowed });
  await db().runbookLink.deleteMany({ where: { featureId: id, url: `${base}/hidden` } });
  await db().runbookRevision.updateMany({ where: { featureId: id }, data: { linksRead: false } });
  const asked = requests;
  await checkLinks(at(0.1), { allowed });
  expect(requests).toBe(asked + 1);
  expect((await requireLinks(id)).links.map((link) => link.workedAt)).toEqual([
    at(0).toISOString(),
    at(0.1).toISOString(),
  ]);
});

test("a link behind what looks like code is followed too", async () => {
  const { id } = await written(`\`\`\`kubectl get pods\`\`\` lists the pods.\n\n[the board](${base}/gone)`);
  await checkLinks(at(0), { allowed });
  expect(await judged(id, at(0))).toMatch(/^unmet/);
});
