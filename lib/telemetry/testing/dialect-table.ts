import {
  batchNames,
  costDetailsNames,
  errorLevelNames,
  rawUsageNames,
  uncachedInputNames,
  usageDetailsNames,
} from "#lib/telemetry/dialects/dialect-evidence";
import {
  type CanonicalField,
  dialectNames,
  firstTokenEvents,
  firstTokenNames,
  firstTokenTimes,
  operationNames,
} from "#lib/telemetry/dialects/dialects";

/** What each canonical field is called in the documentation. */
const labels: Record<CanonicalField, string> = {
  provider: "provider",
  requestModel: "model asked for",
  responseModel: "model that answered",
  inputTokens: "input tokens",
  outputTokens: "output tokens",
  cacheReadTokens: "tokens read from a cache",
  cacheWriteTokens: "tokens written to a cache",
  reasoningTokens: "reasoning tokens",
  totalTokens: "total tokens (evidence only)",
  costUsd: "cost given, in dollars",
  conversation: "conversation",
  promptName: "prompt name",
  promptVersion: "prompt version",
  tool: "tool",
  agent: "agent",
  errorType: "error type",
  serviceTier: "service tier",
  finishReasons: "finish reasons (kept as sent)",
  responseId: "response id",
  endUser: "end user (kept as sent)",
  evaluationName: "evaluation: metric",
  evaluationScore: "evaluation: score",
  evaluationLabel: "evaluation: label",
  evaluationExplanation: "evaluation: explanation",
  environment: "environment",
  serviceName: "service",
  feature: "feature",
  interaction: "interaction",
  release: "release",
  attempt: "attempt",
  outcome: "outcome",
};

const lists: readonly (readonly [label: string, names: readonly string[]])[] = [
  ["kind of work", operationNames],
  ...Object.entries(labels).map(([field, label]): [string, readonly string[]] => [
    label,
    dialectNames[field as CanonicalField],
  ]),
  ["counts as buckets beside each other", usageDetailsNames],
  ["cost as parts", costDetailsNames],
  ["a batch", batchNames],
  ["failed, by level", errorLevelNames],
  ["input without its cached tokens (evidence)", uncachedInputNames],
  ["the provider's own counts (evidence)", rawUsageNames],
  ["time to first token", firstTokenNames.map(([name]) => name)],
  ["instant of the first token", firstTokenTimes],
  ["event of the first token", [...firstTokenEvents]],
];

/** The table of the documentation, made from the names that are read. The first name that is present wins. */
export function dialectTable(): string {
  const rows = lists.map(
    ([label, names]) => `| ${label} | ${names.map((name) => `\`${name}\``).join(", ")} |`,
  );
  return ["| what | read from, in this order |", "| --- | --- |", ...rows].join("\n");
}
