import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { mintFeature, mintKey, send } from "#lib/versions/testing/mint";
import { PUT } from "./route.ts";

const least = { name: "F", stakes: "low", audience: "internal", lifecycle: "production" };
const pattern = { name: "Customer", expression: "KD-\\d{6}", replacement: "[customer]" };

test.each([
  ["expression", { ...pattern, expression: "(a)\\1" }],
  ["expression", { ...pattern, expression: "a*" }],
  ["replacement", { ...pattern, replacement: "customer" }],
  ["replacement", { ...pattern, replacement: "[a 4111-1111-1111-1111]" }],
])("a wrong %s is refused with its place, and nothing is saved", async (field, wrong) => {
  const { feature, put } = await client();
  const refused = await put([pattern, { ...wrong, name: "Wrong" }]);
  expect(refused.status).toBe(400);
  const { fields } = (await refused.json()) as { fields: { path: string }[] };
  expect(fields[0]?.path).toBe(`redactionPatterns.1.${field}`);
  const stored = await db().feature.findUniqueOrThrow({ where: { id: feature.id } });
  expect(stored.redactionPatterns).toEqual([]);
});

test("patterns are saved, told, recorded, and stay when they are left out", async () => {
  const { feature, put } = await client();
  expect((await put([pattern])).status).toBe(200);
  expect(await (await put(undefined)).json()).toMatchObject({ redactionPatterns: [pattern] });
  const row = await db().activity.findFirst({
    where: { featureId: feature.id, action: "feature.update" },
    orderBy: { id: "desc" },
  });
  expect(row?.after).toMatchObject({ redactionPatterns: [pattern] });
});

async function client() {
  const feature = await mintFeature();
  const key = await mintKey(feature.id);
  const { slug } = feature;
  const put = (redactionPatterns: unknown) =>
    send(PUT, `/features/${slug}`, { slug }, { key, method: "PUT", body: { ...least, redactionPatterns } });
  return { feature, put };
}
