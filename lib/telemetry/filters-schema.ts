import { z } from "zod";
import { instant, notStorable, pageQuery } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { splitValues } from "#lib/core/value-list";
import { attempts, callStatuses, outcomes } from "./schema.ts";

/** Periods that end now. 1h is 60 minutes; the others are whole UTC hours, the running one among them, as rollups have them. */
export const periods = ["1h", "24h", "7d", "30d", "all"] as const;
export type Period = (typeof periods)[number];

const text = z.string().min(1).max(200).refine(isStorable, notStorable);
/** Several values as value-list writes them; a call passes when it has one of them. */
const several = <T extends z.ZodType<string, string>>(value: T, description?: string) =>
  z
    .string()
    .min(1)
    .max(4000)
    .transform(splitValues)
    .pipe(z.array(value).min(1).max(50))
    .optional()
    .meta({
      description: description ?? "One value or several with commas; a backslash before a comma in a value",
    });
const digest = z
  .string()
  .regex(/^([0-9a-f]{12,64}|none)$/, "at least 12 hexadecimal digits of a release, or none");
const atLeast = (most: number, description: string) =>
  z.coerce.number().min(0).max(most).optional().meta({ description });

const time = {
  period: z
    .enum(periods)
    .optional()
    .meta({ description: "A period that ends now; from and to go before it" }),
  from: instant.optional(),
  to: instant.optional(),
};

const callShape = {
  ...time,
  environment: several(text),
  operation: several(text),
  provider: several(text),
  model: several(text, "The model that answered or the one that was asked for; one or several with commas"),
  release: several(digest, "Digests or their beginnings, with commas; none: calls that carry no release"),
  attempt: several(z.enum(attempts)),
  status: several(z.enum(callStatuses)),
  errorType: several(text),
  serviceTier: several(text),
  service: several(text),
  agent: several(text),
  prompt: several(text),
  promptVersion: several(text),
  name: several(text, "The span's name: of a tool call, the tool"),
  priced: z.enum(["yes", "no"]).optional().meta({ description: "no: billable without a price" }),
  q: text.max(100).optional().meta({
    description: "The beginning of the span's name, model, agent, prompt or service; capitals do not count",
  }),
  minDurationMs: atLeast(1e10, "Milliseconds"),
  minCents: atLeast(1e9, "US cents of one call"),
  minTokens: atLeast(2 ** 31 - 1, "Input and output tokens together"),
  trace: z
    .string()
    .transform((id) => id.toLowerCase().replaceAll("-", ""))
    .pipe(z.string().regex(/^[0-9a-f]{32}$/, "32 hexadecimal digits of a trace id"))
    .optional(),
};
export const callFilters = z.object(callShape);
export type CallFilters = z.output<typeof callFilters>;

/** A column of the calls' table; the file has the same. */
export const callColumns = [
  "started",
  "feature",
  "call",
  "operation",
  "provider",
  "name",
  "attempt",
  "status",
  "errorType",
  "tokens",
  "cache",
  "reasoning",
  "firstToken",
  "duration",
  "cost",
  "release",
  "environment",
  "service",
  "serviceTier",
  "agent",
  "prompt",
  "trace",
] as const;
export type CallColumn = (typeof callColumns)[number];

const columns = several(z.enum(callColumns), "Which columns the file has, in this order; all when left out");
const feature = z.string().min(1).max(64).optional().meta({
  description: "A feature's slug, or _unregistered",
});
const list = { ...pageQuery, format: z.enum(["json", "csv"]).default("json") };

export const callQuery = callFilters.extend({ columns, ...list });
/** Over all features: one of them by its slug, or "_unregistered". */
export const allCallsQuery = callQuery.extend({ feature });
export type AllCallsQuery = z.output<typeof allCallsQuery>;
export const allCallFilters = callFilters.extend({ feature });

/** As rollups count: none reported is told apart by whether the last call succeeded. */
export const outcomeFilters = [...outcomes, "none", "none_failed"] as const;
export const interactionMarks = ["retry", "fallback", "unpriced", "error"] as const;
export const interactionOrders = ["newest", "dearest", "slowest"] as const;
export type InteractionOrder = (typeof interactionOrders)[number];

const interactionShape = {
  ...time,
  environment: several(text),
  outcome: several(
    z.enum(outcomeFilters),
    "none: none reported and the last call succeeded; none_failed: none reported and it failed",
  ),
  release: several(digest, "The release of all calls of the interaction; none: they carry none"),
  has: several(z.enum(interactionMarks), "Interactions that have all of these"),
  minCents: atLeast(1e9, "US cents of the whole interaction"),
  maxCents: atLeast(1e9, "US cents of the whole interaction"),
  minDurationMs: atLeast(1e12, "Milliseconds from its first beginning to its last end"),
  order: z.enum(interactionOrders).optional(),
};
export const interactionFilters = z.object(interactionShape);
export type InteractionFilters = z.output<typeof interactionFilters>;

export const interactionColumns = [
  "started",
  "feature",
  "unit",
  "outcome",
  "calls",
  "attempts",
  "errors",
  "tokens",
  "cost",
  "duration",
  "release",
  "environment",
] as const;
export type InteractionColumn = (typeof interactionColumns)[number];

export const interactionListQuery = interactionFilters.extend({
  columns: several(
    z.enum(interactionColumns),
    "Which columns the file has, in this order; all when left out",
  ),
  ...list,
});
export const allInteractionsQuery = interactionListQuery.extend({ feature });
export type AllInteractionsQuery = z.output<typeof allInteractionsQuery>;

export const levels = ["calls", "interactions"] as const;
export type Level = (typeof levels)[number];

const words = {
  calls: { feature, columns, ...callShape },
  interactions: { feature, columns: interactionListQuery.shape.columns, ...interactionShape },
} as const;

/** The explorer's address: every word as it stands there, none that the API would refuse. */
export type ExplorerView = { level: Level } & { [word in ExplorerWord]?: string };
export type ExplorerWord = keyof typeof words.calls | keyof typeof words.interactions;

/** The words that a level's address may have. */
export function wordsOf(level: Level): ExplorerWord[] {
  return Object.keys(words[level]) as ExplorerWord[];
}

/** Reads an address; what is not understood is left out and named in `refused`. */
export function readExplorer(address: Record<string, unknown>): { view: ExplorerView; refused: string[] } {
  const level = levels.find((known) => known === address.level) ?? "calls";
  const view: ExplorerView = { level };
  const refused: string[] = [];
  const shapes: Record<string, z.ZodType> = words[level];
  for (const [word, value] of Object.entries(address)) {
    if (word === "level" || value === undefined || value === null || value === "") continue;
    const shape = Object.hasOwn(shapes, word) ? shapes[word] : undefined;
    if (typeof value === "string" && shape?.safeParse(value).success) view[word as ExplorerWord] = value;
    else refused.push(word);
  }
  return { view, refused };
}

/** What a screen shows where its address names no period. */
const DEFAULT_PERIOD: Period = "7d";

/** What a screen asks for: its address, and the period that it has by itself. */
export function screenView(address: Record<string, unknown>): ExplorerView {
  const { view } = readExplorer(address);
  return view.period || view.from || view.to ? view : { ...view, period: DEFAULT_PERIOD };
}

/** The words of a view in one order, as an address has them and as a saved view keeps them. */
export function queryOf(view: ExplorerView): string {
  const words = Object.entries(view).filter(
    ([word, value]) => value && !(word === "level" && value === "calls"),
  );
  return new URLSearchParams(words.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
}

/** What the bars and counts over a list are asked for: they are of calls, so of the other level's words only the shared ones. */
export function summaryView(view: ExplorerView): ExplorerView {
  const { columns: _, ...narrowing } = view;
  if (view.level === "calls") return narrowing;
  const shared = ["feature", "environment", "release", "period", "from", "to"] as const;
  const words = shared.flatMap((word) => (view[word] === undefined ? [] : [[word, view[word]]]));
  return { level: "calls", ...Object.fromEntries(words) };
}
