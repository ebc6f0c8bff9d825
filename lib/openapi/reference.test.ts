import { expect, test } from "vitest";
import { exampleOf } from "./example-domain.ts";
import { type Document, fieldRows, referenceOf, type Schema, typeWords } from "./reference-domain.ts";

const document: Document = {
  components: {
    schemas: { Team: { type: "object", properties: { slug: { type: "string" } }, required: ["slug"] } },
  },
  paths: {
    "/features/{slug}": {
      get: { summary: "One feature", security: [{ key: [] }], responses: {} },
      put: {
        summary: "Register",
        security: [{ key: [] }],
        parameters: [{ in: "path", name: "slug", required: true, schema: { type: "string", maxLength: 64 } }],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { stakes: { enum: ["high", "low"] } },
                required: ["stakes"],
              },
            },
          },
        },
      },
    },
    "/health-of-it": { get: { summary: "New things get a part of their own", security: [] } },
  },
};

test("types are said in words, with their limits", () => {
  const cases: [Schema, string][] = [
    [{ type: "string", minLength: 1, maxLength: 120 }, "string, 1 to 120 characters"],
    [{ enum: ["high", "low"] }, '"high" or "low"'],
    [
      { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
      "instant with its offset or null",
    ],
    [{ type: "array", items: { type: "integer" }, maxItems: 3 }, "array of integer, at most 3 entries"],
    [{ anyOf: [{ type: "string" }, { type: "number" }] }, "string or number"],
    [{ $ref: "#/components/schemas/Team" }, "object"],
  ];
  for (const [schema, words] of cases) expect(typeWords(schema, document)).toBe(words);
});

test("fields of inner objects stand under their path, also behind references and in arrays", () => {
  const schema: Schema = {
    type: "object",
    required: ["team"],
    properties: {
      team: { $ref: "#/components/schemas/Team" },
      shares: { type: "array", items: { type: "object", properties: { weight: { type: "number" } } } },
    },
  };
  expect(fieldRows(schema, document).map(({ name, required }) => [name, required])).toEqual([
    ["team", true],
    ["team.slug", true],
    ["shares", false],
    ["shares[].weight", false],
  ]);
});

test("operations stand in their part with a command that calls them", () => {
  const groups = referenceOf(document, (_method, _path, schema) => exampleOf(schema, document));
  expect(groups.map(({ slug, operations }) => [slug, operations.length])).toEqual([
    ["features", 2],
    ["health-of-it", 1],
  ]);
  const put = groups[0]?.operations[1];
  expect(put?.curl).toBe(
    [
      'curl -X PUT "$THRESHOLD_URL/api/v1/features/claims-triage" \\',
      '  -H "Authorization: Bearer $THRESHOLD_API_KEY" \\',
      '  -H "Content-Type: application/json" \\',
      "  -d '{",
      '  "stakes": "high"',
      "}'",
    ].join("\n"),
  );
  expect(groups[1]?.operations[0]?.curl).not.toContain("Authorization");
});
