import { asText, storable } from "./coerce.ts";
import { indexedInput, indexedOutput, inputNames, messageEvents, outputNames } from "./content-names.ts";
import { dialectNames, operationNames } from "./dialects.ts";
import type { AttributeValue, DecodedSpan } from "./otlp.ts";

export type KeptContent = {
  attributes: { [key: string]: AttributeValue };
  input: { [key: string]: AttributeValue } | null;
  output: { [key: string]: AttributeValue } | null;
};

/** What one span may take, in characters of JSON, for its attributes, its input and its output each. */
export const CONTENT_LIMIT = 32 * 1024;
const TEXT_LIMIT = 8 * 1024;
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

/** Keeps entries until the limit is reached; what did not fit is named, so that a reader knows. */
class Budget {
  readonly kept: { [key: string]: AttributeValue } = {};
  private left = CONTENT_LIMIT;
  private leftOut = 0;

  add(key: string, value: AttributeValue): void {
    const name = storable(key, 200);
    const text = bounded(value);
    const size = name.length + (JSON.stringify(text)?.length ?? 0) + 6;
    if (size > this.left) {
      this.leftOut += 1;
      return;
    }
    this.left -= size;
    Object.defineProperty(this.kept, name, {
      value: text,
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

function bounded(value: AttributeValue): AttributeValue {
  if (typeof value === "string") return storable(value, TEXT_LIMIT);
  if (Array.isArray(value)) return value.map(bounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key, 200), bounded(item)]));
}

/**
 * What to keep of a span beside its counted fields; null when nothing. Messages and tool arguments only with
 * `keepMessages`; evaluation results and the exception's type always.
 */
export function contentOf(span: DecodedSpan, keepMessages: boolean): KeptContent | null {
  const budgets = { attributes: new Budget(), input: new Budget(), output: new Budget() };
  for (const [name, value] of span.attributes) {
    const side = contentSide(name);
    if (side === null) {
      if (!inColumns.has(name)) budgets.attributes.add(name, value);
    } else if (keepMessages) budgets[side].add(name, value);
  }
  span.events.forEach((event, index) => {
    const side = messageEvents[event.name];
    if (side !== undefined) {
      if (keepMessages) budgets[side].add(`${event.name}.${index}`, Object.fromEntries(event.attributes));
    } else if (event.name === "gen_ai.evaluation.result") {
      const entries = [...event.attributes].filter(
        ([name]) => keepMessages || !name.endsWith(".explanation"),
      );
      budgets.attributes.add(`${event.name}.${index}`, Object.fromEntries(entries));
    } else if (event.name === "exception") {
      const type = asText(event.attributes.get("exception.type"));
      if (type !== null) budgets.attributes.add("exception.type", type);
    }
  });
  if (budgets.attributes.empty && budgets.input.empty && budgets.output.empty) return null;
  return {
    attributes: budgets.attributes.result(),
    input: budgets.input.empty ? null : budgets.input.result(),
    output: budgets.output.empty ? null : budgets.output.result(),
  };
}
