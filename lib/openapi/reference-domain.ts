/** As much of JSON Schema as our OpenAPI document uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  examples?: unknown[];
};
type Content = Record<string, { schema?: Schema }>;
export type Operation = {
  summary?: string;
  description?: string;
  parameters?: { in: string; name: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content?: Content };
  responses?: Record<string, { description?: string; content?: Content }>;
  security?: object[];
};
export type Document = {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

/** One line of a table of fields: "unitOfWork.kind". */
export type FieldRow = { name: string; type: string; required: boolean; description: string };

export type ReferenceOperation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  needs: string;
  parameters: (FieldRow & { in: string })[];
  body: FieldRow[] | null;
  answer: FieldRow[] | null;
  /** A body that has what is required, as JSON; null where there is none or it would not be taken. */
  example: string | null;
  curl: string;
};
export type ReferenceGroup = { slug: string; title: string; operations: ReferenceOperation[] };

/** Which part of the reference a path belongs to; what is not named here is a part of its own by its first word. */
const parts: [title: string, path: RegExp][] = [
  ["Features", /^\/features(\/\{slug\})?$/],
  ["Scorecards", /scorecard/],
  ["Cost and latency", /\/(cost|latency)$/],
  ["Versions", /\/(releases|deployments|running|artifacts|rollback)\b|^\/versions/],
  ["Calls and interactions", /\/(calls|interactions|telemetry|content)\b(?!.*feedback)|^\/redaction/],
  ["Feedback and evaluations", /feedback|evaluations/],
  ["Ownership", /runbook|on-call|^\/rotations|^\/assignments/],
  ["Prices", /^\/prices/],
  ["People and teams", /^\/(users|teams|invitations)/],
  ["Sessions and keys", /^\/(sessions|keys)/],
  ["Installation", /^\/(setup|installation|activity)/],
];

export const groupSlug = (title: string): string => title.toLowerCase().replace(/[^a-z]+/g, "-");

function groupTitle(path: string): string {
  const known = parts.find(([, pattern]) => pattern.test(path))?.[0];
  const first = path.split("/")[1] ?? "";
  return known ?? `${first.charAt(0).toUpperCase()}${first.slice(1).replaceAll("-", " ")}`;
}

/** Where a $ref leads; a schema of its own stays as it is. */
function resolved(schema: Schema, document: Document): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return (name && document.components?.schemas?.[name]) || schema;
}

/** Null beside one other type says only that it may be empty. */
function withoutNull(schema: Schema): { schema: Schema; nullable: boolean } {
  const choices = schema.anyOf ?? schema.oneOf;
  if (!choices) return { schema, nullable: false };
  const rest = choices.filter(({ type }) => type !== "null");
  const only = rest.length === 1 ? rest[0] : undefined;
  return {
    schema: only ?? { ...schema, anyOf: rest, oneOf: undefined },
    nullable: rest.length < choices.length,
  };
}

function limitsOf({ minLength, maxLength, minimum, maximum, minItems, maxItems, pattern }: Schema): string {
  const between = (least: number | undefined, most: number | undefined, what: string): string[] => {
    const big = (n: number | undefined) =>
      n !== undefined && Math.abs(n) >= Number.MAX_SAFE_INTEGER ? undefined : n;
    const [low, high] = [big(least), big(most)];
    if (low !== undefined && high !== undefined) return [`${low} to ${high}${what}`];
    if (high !== undefined) return [`at most ${high}${what}`];
    return low !== undefined && low !== 0 ? [`at least ${low}${what}`] : [];
  };
  const all = [
    ...between(minLength, maxLength, " characters"),
    ...between(minimum, maximum, ""),
    ...between(minItems, maxItems, " entries"),
    ...(pattern && pattern.length <= 60 ? [`like ${pattern}`] : []),
  ];
  return all.length > 0 ? `, ${all.join(", ")}` : "";
}

/** "string, 1 to 120 characters", "high or standard or low", "array of objects". */
export function typeWords(given: Schema, document: Document): string {
  const { schema, nullable } = withoutNull(resolved(given, document));
  const plain = resolved(schema, document);
  const or = nullable ? " or null" : "";
  if (plain.enum) return `${plain.enum.map((value) => JSON.stringify(value)).join(" or ")}${or}`;
  if (plain.const !== undefined) return `${JSON.stringify(plain.const)}${or}`;
  const choices = plain.anyOf ?? plain.oneOf;
  if (choices) return `${[...new Set(choices.map((one) => typeWords(one, document)))].join(" or ")}${or}`;
  if (plain.type === "array" && plain.items && typeof plain.items === "object")
    return `array of ${typeWords(plain.items, document)}${limitsOf(plain)}${or}`;
  const type = Array.isArray(plain.type) ? plain.type.join(" or ") : (plain.type ?? "any");
  const known = plain.format === "date-time" ? "instant with its offset" : plain.format ? plain.format : type;
  return `${known}${limitsOf(plain)}${or}`;
}

const deepest = 4;

/** The fields of an object, those of inner objects under their path. */
export function fieldRows(given: Schema, document: Document, prefix = "", depth = 0): FieldRow[] {
  const { schema } = withoutNull(resolved(given, document));
  const plain = resolved(schema, document);
  if (plain.type === "array" && plain.items && typeof plain.items === "object")
    return depth > deepest ? [] : fieldRows(plain.items, document, `${prefix}[]`, depth);
  const choices = plain.oneOf ?? plain.anyOf ?? plain.allOf;
  if (choices && depth <= deepest) {
    const rows = choices.flatMap((one) => fieldRows(one, document, prefix, depth));
    return rows.filter((row, index) => rows.findIndex(({ name }) => name === row.name) === index);
  }
  if (!plain.properties || depth > deepest) return [];
  return Object.entries(plain.properties).flatMap(([key, field]) => {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    const inner = resolved(field, document);
    const row = {
      name,
      type: typeWords(field, document),
      required: plain.required?.includes(key) ?? false,
      description: field.description ?? inner.description ?? "",
    };
    return [row, ...fieldRows(field, document, name, depth + 1)];
  });
}

const jsonOf = (content: Content | undefined): Schema | undefined => content?.["application/json"]?.schema;

type ExampleFor = (method: string, path: string, schema: Schema) => unknown;

function operationOf(
  path: string,
  method: string,
  operation: Operation,
  document: Document,
  exampleFor: ExampleFor,
): ReferenceOperation {
  const body = jsonOf(operation.requestBody?.content);
  const answer = jsonOf(operation.responses?.["2XX"]?.content);
  const example = body && exampleFor(method, path, body);
  const text = example === undefined ? null : JSON.stringify(example, null, 2);
  return {
    id: `${method.toLowerCase()}${path.replace(/[^a-z0-9]+/gi, "-").replace(/-$/, "")}`.toLowerCase(),
    method,
    path,
    summary: operation.summary ?? "",
    needs: operation.description ?? "",
    parameters: (operation.parameters ?? []).map(
      ({ in: where, name, required, description, schema = {} }) => ({
        in: where,
        name,
        required: required ?? false,
        type: typeWords(schema, document),
        description: description ?? schema.description ?? "",
      }),
    ),
    body: body ? fieldRows(body, document) : null,
    answer: answer ? fieldRows(answer, document) : null,
    example: text,
    curl: curlOf(method, path, text, operation.security?.length !== 0),
  };
}

const samples: Record<string, string> = {
  slug: "claims-triage",
  digest: "91be07aa41c3",
  n: "1",
};

function curlOf(method: string, path: string, body: string | null, key: boolean): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? `<${name}>`);
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}"$THRESHOLD_URL/api/v1${address}"`,
    ...(key ? ['-H "Authorization: Bearer $THRESHOLD_API_KEY"'] : []),
    ...(body === null
      ? []
      : ['-H "Content-Type: application/json"', `-d '${body.replaceAll("'", "'\\''")}'`]),
  ];
  return lines.join(" \\\n  ");
}

/** The OpenAPI document as people read it: parts in a fixed order, operations in the order of the document. */
export function referenceOf(document: Document, exampleFor: ExampleFor): ReferenceGroup[] {
  const groups = new Map<string, ReferenceGroup>(
    parts.map(([title]) => [title, { slug: groupSlug(title), title, operations: [] }]),
  );
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const title = groupTitle(path);
    const group = groups.get(title) ?? { slug: groupSlug(title), title, operations: [] };
    groups.set(title, group);
    for (const [method, operation] of Object.entries(item))
      group.operations.push(operationOf(path, method.toUpperCase(), operation, document, exampleFor));
  }
  return [...groups.values()].filter(({ operations }) => operations.length > 0);
}
