import { asText } from "./dialects/coerce.ts";
import {
  indexedInput,
  indexedOutput,
  inputNames,
  messageEvents,
  outputNames,
} from "./dialects/content-names.ts";
import { dialectNames, operationNames } from "./dialects/dialects.ts";
import type { AttributeValue, DecodedSpan } from "./otlp/otlp.ts";
import type { Redactor } from "./redact/redact.ts";
import type { ContentRule } from "./resolve-feature.ts";

export type KeptContent = {
  attributes: { [key: string]: AttributeValue };
  input: { [key: string]: AttributeValue } | null;
  output: { [key: string]: AttributeValue } | null;
};

/** What one span may take, in characters of JSON, for its attributes, its input and its output each. */
export const CONTENT_LIMIT = 32 * 1024;
const TEXT_LIMIT = 8 * 1024;
const NAME_LIMIT = 200;
const SHORT_TEXT = 64;
const LEFT_OUT = "threshold.left_out";

/** Fields that have a column of their own are not kept twice. Those of the unregistered feature name it later. */
const inColumns: ReadonlySet<string> = new Set([
  ...[
    "provider",
    "requestModel",
    "responseModel",
    "inputTokens",
    "outputTokens",
    "cacheReadTokens",
    "cacheWriteTokens",
    "reasoningTokens",
    "promptName",
    "promptVersion",
  ].flatMap((field) =>
    dialectNames[field as keyof typeof dialectNames].map((name) => name.split("#")[0] ?? name),
  ),
  ...operationNames,
  "threshold.attempt",
  "threshold.outcome",
]);

const inputs = matcher(inputNames);
const outputs = matcher(outputNames);

function matcher(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names);
  const prefixes = names.filter((name) => name.endsWith("."));
  return (name) => exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

/** Whether an attribute carries what people or models wrote, and on which side. */
export function contentSide(name: string): "input" | "output" | null {
  if (inputs(name) || indexedInput.test(name)) return "input";
  if (outputs(name) || indexedOutput.test(name)) return "output";
  return null;
}

/** Characters that a value may come to at least, counted no further than the limit: what is left out is not redacted. */
function sizeOf(value: AttributeValue, limit: number): number {
  if (typeof value === "string") return Math.min(value.length, TEXT_LIMIT);
  if (typeof value !== "object" || value === null) return 1;
  let size = 2;
  for (const [key, item] of Object.entries(value)) {
    size += (Array.isArray(value) ? 1 : key.length + 4) + sizeOf(item, limit - size);
    if (size > limit) return size;
  }
  return size;
}

/** Characters of a value's JSON; of a short text what it comes to at most, because most are short. */
function jsonLength(value: AttributeValue): number {
  if (typeof value === "number" || typeof value === "boolean") return 24;
  if (typeof value === "string" && value.length <= SHORT_TEXT) return 6 * value.length + 2;
  return JSON.stringify(value)?.length ?? 0;
}

/** Keeps entries, redacted, until the limit is reached; what did not fit is counted, so that a reader knows. */
class Budget {
  readonly kept: { [key: string]: AttributeValue } = {};
  private readonly redactor: Redactor;
  private left = CONTENT_LIMIT;
  private leftOut = 0;

  constructor(redactor: Redactor) {
    this.redactor = redactor;
  }

  add(key: string, value: AttributeValue): void {
    if (key.length + sizeOf(value, CONTENT_LIMIT) > this.left) {
      this.leftOut += 1;
      return;
    }
    const name = this.redactor.text(key, NAME_LIMIT);
    const kept = this.redactor.value(value, TEXT_LIMIT);
    const size = name.length + jsonLength(kept) + 6;
    if (size > this.left) {
      this.leftOut += 1;
      return;
    }
    this.left -= size;
    Object.defineProperty(this.kept, name, {
      value: kept,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }

  result(): { [key: string]: AttributeValue } {
    if (this.leftOut > 0) this.kept[LEFT_OUT] = this.leftOut;
    return this.kept;
  }

  get empty(): boolean {
    return this.left === CONTENT_LIMIT && this.leftOut === 0;
  }
}

/** What an evaluator said in words quotes messages; its scores do not. */
export const isExplanation = (name: string) => name.endsWith(".explanation");

/**
 * What to keep of a span beside its counted fields, redacted by its feature's rule; null when nothing. Messages, tool
 * arguments and explanations only where the rule keeps them; scores of evaluations and the exception's type always.
 */
export function contentOf(span: DecodedSpan, rule: ContentRule): KeptContent | null {
  const messages = span.startUs < rule.keptFromUs ? null : rule.messages;
  const attributes = new Budget(rule.attributes);
  const sides = messages && { input: new Budget(messages), output: new Budget(messages) };
  for (const [name, value] of span.attributes) {
    const side = contentSide(name);
    if (side !== null) sides?.[side].add(name, value);
    else if (!inColumns.has(name)) attributes.add(name, value);
  }
  span.events.forEach((event, index) => {
    const side = messageEvents.get(event.name);
    if (side !== undefined) {
      sides?.[side].add(`${event.name}.${index}`, Object.fromEntries(event.attributes));
    } else if (event.name === "gen_ai.evaluation.result") {
      // One that lacks its metric or its score: what is whole is stored as a result, see withoutResults.
      const scores = [...event.attributes].filter(([name]) => !isExplanation(name));
      const words = [...event.attributes].filter(([name]) => isExplanation(name));
      attributes.add(`${event.name}.${index}`, Object.fromEntries(scores));
      if (words.length > 0) sides?.output.add(`${event.name}.${index}`, Object.fromEntries(words));
    } else if (event.name === "exception") {
      const type = asText(event.attributes.get("exception.type"));
      if (type !== null) attributes.add("exception.type", type);
    }
  });
  const kept = (budget: Budget | undefined) => (!budget || budget.empty ? null : budget.result());
  const content = { input: kept(sides?.input), output: kept(sides?.output) };
  if (attributes.empty && content.input === null && content.output === null) return null;
  return { attributes: attributes.result(), ...content };
}
