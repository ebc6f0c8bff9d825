import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { db, pool } from "#lib/core/db";
import { randomSecret, sha256 } from "#lib/core/ids";
import { makeFeature } from "#lib/cost/testing/telemetry-rows";
import { evaluationPage } from "#lib/telemetry/evaluation-schema";
import { GET } from "./evaluations/route.ts";

async function get(slug: string, query = ""): Promise<Response> {
  const secret = randomSecret();
  await db().apiKey.create({
    data: { name: "test", prefix: secret.slice(0, 8), hash: sha256(secret), scopes: ["read"] },
  });
  const url = `http://localhost:3000/api/v1/features/${slug}/evaluations${query}`;
  const request = new NextRequest(url, { headers: { authorization: `Bearer ${secret}` } });
  return GET(request, { params: Promise.resolve({ slug }) });
}

it("lists evaluations as the OpenAPI document states, and as CSV, without what explains them", async () => {
  const { id, slug } = await makeFeature();
  const traceId = "0123456789abcdef0123456789abcdef";
  await pool().query(
    `INSERT INTO evaluation_result (feature_id, at, id, trace_id, span_id, environment, name, score, label, explanation,
      source, attributes)
     SELECT $1, '2026-03-14T09:20:00Z'::timestamptz + n * interval '1 hour', gen_random_uuid(), $2::uuid, 255, 'production',
      'groundedness', n / 4.0, NULL, 'It quotes Jane.', 1, '{}' FROM generate_series(1, 3) AS n`,
    [id, traceId],
  );
  const body = await (await get(slug, `?trace=${traceId.toUpperCase()}&limit=2`)).json();
  expect(evaluationPage.parse(body)).toEqual(body);
  expect(body.items.map((item: { score: number }) => item.score)).toEqual([0.75, 0.5]);
  expect(body.items[0]).toMatchObject({ traceId, spanId: "00000000000000ff", hasExplanation: true });
  const csv = await get(slug, "?format=csv&from=2026-03-14T11:00:00Z");
  const text = await csv.text();
  expect(csv.headers.get("content-type")).toContain("text/csv");
  expect(text.split("\r\n")).toEqual([
    "at,environment,name,score,label,trace_id,span_id,response_id,source",
    `2026-03-14T12:20:00.000000Z,production,groundedness,0.75,,${traceId},00000000000000ff,,span`,
    `2026-03-14T11:20:00.000000Z,production,groundedness,0.5,,${traceId},00000000000000ff,,span`,
    "",
  ]);
  expect(JSON.stringify(body) + text).not.toContain("Jane");
});

it("refuses a trace and a cursor that are none", async () => {
  const { slug } = await makeFeature();
  expect((await get(slug, "?trace=abc")).status).toBe(400);
  expect((await get(slug, "?cursor=abc")).status).toBe(400);
});
