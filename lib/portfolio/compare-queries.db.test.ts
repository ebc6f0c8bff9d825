import { expect, test } from "vitest";
import { GET } from "#app/api/v1/portfolio/compare/route";
import { makeFeature } from "#lib/features/testing/people";
import { mintKey, send } from "#lib/versions/testing/mint";
import { comparisonAnswer } from "./compare-schema.ts";

test("lays two features beside each other, as JSON and as the same rows of CSV", async () => {
  const [a, b] = [await makeFeature(), await makeFeature()];
  const ask = async (more: string) =>
    send(GET, `/portfolio/compare?a=${a.slug}&b=${b.slug}${more}`, {}, { key: await mintKey() });
  const { rows } = comparisonAnswer.parse(await (await ask("")).json());
  expect(rows.find((row) => row.item === "slug")).toMatchObject({
    part: "figure",
    a: a.slug,
    b: b.slug,
    differs: true,
  });
  expect(rows.find((row) => row.item === "interactions_24h")).toMatchObject({ a: 0, b: 0, differs: false });
  expect(rows.find((row) => row.item === "running_in_production")).toMatchObject({ a: null, differs: false });
  const target = rows.find((row) => row.item === "quality.target");
  expect(target).toMatchObject({ part: "check", a: target?.b, aBecause: target?.bBecause, differs: false });
  expect(target?.aBecause).toMatch(/\w/);
  const lines = (await (await ask("&format=csv")).text()).trim().split("\r\n");
  expect(lines[0]).toBe("part,item,a,b,differs,a_because,b_because");
  expect(lines).toHaveLength(rows.length + 1);
  expect(
    (await send(GET, `/portfolio/compare?a=${a.slug}&b=none`, {}, { key: await mintKey() })).status,
  ).toBe(404);
});
