import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { registerFeature } from "#lib/features/commands";
import { activityOf, input, makeUser, word } from "#lib/features/testing/people";
import { evaluateFeature } from "#lib/scorecard/evaluate-feature";
import { GET } from "./route.ts";

const ask = (file: string, headers: Record<string, string> = {}) =>
  GET(new NextRequest(`http://localhost/badge/${file}`, { headers }), {
    params: Promise.resolve({ file: file.split("?")[0] ?? "" }),
  });

async function feature(badge: boolean) {
  const admin = await makeUser("admin");
  const slug = `f-${word()}`;
  await registerFeature(admin, slug, input({ badge }));
  const { id } = await db().feature.findUniqueOrThrow({ where: { slug } });
  return { id, slug, admin };
}

const comparable = async (answer: Response) => [
  answer.status,
  await answer.text(),
  [...answer.headers].sort().map(([name, value]) => `${name}: ${value}`),
];

test("a feature that did not opt in is no more there than one that does not exist", async () => {
  const { id, slug } = await feature(false);
  await evaluateFeature(id, new Date());
  const closed = await comparable(await ask(`${slug}.svg`));
  expect(closed[0]).toBe(404);
  expect(closed).toEqual(await comparable(await ask("no-such-feature.svg")));
  expect(closed).toEqual(await comparable(await ask(slug)));
  expect(closed).toEqual(await comparable(await ask("a\0b.svg")));
});

test("opting in is off by default, leaves a trace, and can be taken back", async () => {
  const { slug, id, admin } = await feature(false);
  expect((await db().feature.findUniqueOrThrow({ where: { id } })).badge).toBe(false);
  await registerFeature(admin, slug, input({ badge: true }));
  expect((await activityOf("feature", slug)).at(-1)).toMatchObject({
    action: "feature.update",
    before: { badge: false },
    after: { badge: true },
  });
  expect((await ask(`${slug}.svg`)).status).toBe(200);
  await registerFeature(admin, slug, input({}));
  expect((await ask(`${slug}.svg`)).status, "what a script leaves out stays").toBe(200);
  await registerFeature(admin, slug, input({ badge: false }));
  expect((await ask(`${slug}.svg`)).status).toBe(404);
});

test("it is a picture that caches keep for minutes at most, and know again by its tag", async () => {
  const { id, slug } = await feature(true);
  expect(await (await ask(`${slug}.svg`)).text()).toContain("Not judged yet");
  await evaluateFeature(id, new Date());
  const answer = await ask(`${slug}.svg`);
  expect(answer.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
  const seconds = Number(/max-age=(\d+)/.exec(answer.headers.get("cache-control") ?? "")?.[1]);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(300);
  const etag = answer.headers.get("etag") ?? "";
  const again = await ask(`${slug}.svg`, { "if-none-match": `W/${etag}, "x"` });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const flat = await ask(`${slug}.svg?style=flat`);
  expect(flat.headers.get("etag")).not.toBe(etag);
  expect(await (await ask(`${slug}.svg?style=loud`)).text()).toBe(await answer.text());
});

test("a stored verdict that is older than it may be is not shown, and nothing is judged for a stranger", async () => {
  const { id, slug } = await feature(true);
  await evaluateFeature(id, new Date());
  const green = ["met", "met", "met", "met", "met", "met"];
  const brief = { cells: green, next: null, spoken: "Every check is met.", ends: [] };
  await db().scorecard.update({
    where: { featureId: id },
    data: { brief, met: 6, verdict: "production_grade", validUntil: null },
  });
  expect(await (await ask(`${slug}.svg`)).text()).toContain("Production-grade");
  const old = new Date(Date.now() - 16 * 60_000);
  await db().scorecard.update({ where: { featureId: id }, data: { evaluatedAt: old } });
  const text = await (await ask(`${slug}.svg`)).text();
  expect(text).not.toContain("Production-grade");
  expect(text).toContain("Not judged since");
  expect((await db().scorecard.findUniqueOrThrow({ where: { featureId: id } })).evaluatedAt).toEqual(old);
});
