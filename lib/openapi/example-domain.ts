import type { Document, Schema } from "./reference-domain.ts";

/** Values that say something, by the name of their field. They are only proposed: what the schema refuses is not shown. */
const byName: Record<string, unknown> = {
  slug: "claims-triage",
  feature: "claims-triage",
  team: "claims",
  name: "Claims triage",
  title: "Claims triage",
  description: "Sorts claims and drafts the first letter",
  reason: "Shorter letters, after complaint 2211",
  change: "Shorter letters, after complaint 2211",
  label: "claim",
  release: "91be07aa41c3",
  environment: "production",
  effectiveAt: "2026-03-14T09:20:00+01:00",
  from: "2026-03-14T09:20:00+01:00",
  to: "2026-03-21T09:20:00+01:00",
  at: "2026-03-14T09:20:00+01:00",
  ranAt: "2026-03-14T09:20:00+01:00",
  email: "ada@example.com",
  password: "correct horse battery staple 42",
  zone: "Europe/Berlin",
  handOverTime: "09:00",
  markdown: "# When it is wrong\n\nTurn it off, then tell the claims team.\n",
  content: "Answer in three sentences.",
  version: "7",
  weight: 1,
  model: "gpt-4o",
  provider: "openai",
  comment: "The amount is wrong.",
  expression: "KD-\\d{6}",
  replacement: "[customer]",
  text: "Write to ada@example.com",
  traceId: "0123456789abcdef0123456789abcdef",
  userId: "018f2f5e-7c1a-7b3e-9b7a-1c2d3e4f5a6b",
};

/** A value of a schema with everything that is required, or undefined where none can be told from it. */
export function exampleOf(given: Schema, document: Document, name = ""): unknown {
  const reference = given.$ref?.split("/").at(-1);
  const schema = (reference && document.components?.schemas?.[reference]) || given;
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== "null");
  if (choices?.[0]) return exampleOf(choices[0], document, name);
  if (schema.type === "object" || schema.properties) {
    const required = Object.entries(schema.properties ?? {}).filter(([key]) =>
      schema.required?.includes(key),
    );
    // A change of something has nothing that is required: one field shows what it looks like.
    const shown = required.length > 0 ? required : Object.entries(schema.properties ?? {}).slice(0, 1);
    return Object.fromEntries(shown.map(([key, field]) => [key, exampleOf(field, document, key)]));
  }
  if (schema.type === "array")
    return schema.items && typeof schema.items === "object" ? [exampleOf(schema.items, document, name)] : [];
  if (Object.hasOwn(byName, name)) return byName[name];
  if (schema.type === "string" || schema.format) return textOf(schema);
  if (schema.type === "boolean") return true;
  if (schema.type === "number" || schema.type === "integer") return Math.max(schema.minimum ?? 1, 1);
  return undefined;
}

function textOf({ format, minLength = 0, pattern }: Schema): string {
  if (format === "date-time") return "2026-03-14T09:20:00+01:00";
  if (format === "date") return "2026-03-14";
  if (format === "uuid") return "018f2f5e-7c1a-7b3e-9b7a-1c2d3e4f5a6b";
  if (format === "email") return "ada@example.com";
  if (format === "uri") return "https://example.com";
  if (pattern?.includes("a-z0-9]+(-")) return "claims-triage";
  return "An example".padEnd(minLength, ".");
}
