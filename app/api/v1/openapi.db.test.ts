import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { methods } from "#lib/openapi/document";
import { GET } from "./openapi.json/route.ts";
import { routeTable } from "./route-table.ts";

async function document() {
  const request = new NextRequest("http://localhost:3000/api/v1/openapi.json");
  const response = await GET(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(200);
  return (await response.json()) as {
    openapi: string;
    paths: Record<
      string,
      Record<string, { summary: string; responses: object; parameters?: { name: string; in: string }[] }>
    >;
  };
}

describe("the OpenAPI document", () => {
  it("describes every route with a summary and its path parameters", async () => {
    const { openapi, paths } = await document();
    expect(openapi).toBe("3.1.0");
    for (const row of routeTable) {
      for (const method of methods.filter((name) => row.module[name])) {
        const operation = paths[row.path]?.[method.toLowerCase()];
        expect(operation?.summary, `${method} ${row.path}`).toBeTruthy();
        const named = (operation?.parameters ?? []).filter((one) => one.in === "path").map((one) => one.name);
        expect(named.sort(), `${method} ${row.path}`).toEqual(
          [...row.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort(),
        );
      }
    }
  });

  it("says of each reading route what it answers", async () => {
    const { paths } = await document();
    for (const row of routeTable.filter((candidate) => candidate.module.GET)) {
      expect(JSON.stringify(paths[row.path]?.get?.responses), row.path).toContain("application/json");
    }
  });
});
