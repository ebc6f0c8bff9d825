import type { Attributes, DecodedLog, DecodedLogs } from "#lib/telemetry/otlp/otlp";
import { hostileTime, hostileValue, names, spoilAttributes } from "./hostile-spans.ts";
import type { Random } from "./random.ts";
import { START_US } from "./spans.ts";

function evaluation(random: Random): DecodedLog {
  const timeUs = START_US + random.below(3_600_000_000);
  const attributes: Attributes = new Map<string, string | number>([
    ["gen_ai.evaluation.name", "groundedness"],
    ["gen_ai.evaluation.score.value", random.next()],
    ["gen_ai.evaluation.score.label", "pass"],
    ["gen_ai.evaluation.explanation", "It quotes the policy."],
  ]);
  return {
    traceId: random.hex(16),
    spanId: random.hex(8),
    timeUs,
    observedUs: timeUs,
    eventName: "gen_ai.evaluation.result",
    body: null,
    attributes,
  };
}

/** A well-formed log export of one to five results of an evaluator, with ids that the seed decides. */
export function plainLogs(slug: string, random: Random): DecodedLogs[] {
  const records = Array.from({ length: random.between(1, 5) }, () => evaluation(random));
  return [{ attributes: new Map([["threshold.feature", slug]]), records }];
}

function spoil(record: DecodedLog, random: Random): void {
  const spoilers: (() => void)[] = [
    () => spoilAttributes(record.attributes, random),
    () => {
      const field = random.pick(["name", "score.value", "score.label", "explanation"]);
      record.attributes.set(`gen_ai.evaluation.${field}`, hostileValue(random));
    },
    () => record.attributes.set("gen_ai.response.id", hostileValue(random)),
    () => {
      record.traceId = random.pick(["", "00".repeat(16), random.hex(15), random.hex(300)]);
    },
    () => {
      record.spanId = random.pick(["", "00".repeat(8), random.hex(7), random.hex(9)]);
    },
    () => {
      record.timeUs = hostileTime(random);
    },
    () => {
      record.observedUs = hostileTime(random);
    },
    () => {
      record.eventName = random.pick([
        "",
        "gen_ai.evaluation.",
        "gen_ai.evaluation.\0",
        "gen_ai.client.inference.operation.details",
        "gen_ai.choice",
        ...names,
      ]);
    },
    () => {
      record.body = hostileValue(random);
    },
  ];
  for (let times = random.between(1, 3); times > 0; times -= 1) random.pick(spoilers)();
}

/** A log export that any SDK's encoder could have made, of things that no evaluator should say. */
export function hostileLogs(slug: string, random: Random): DecodedLogs[] {
  const resources = plainLogs(slug, random);
  for (const resource of resources) {
    for (const record of resource.records) if (random.below(3) > 0) spoil(record, random);
    if (random.below(4) === 0) spoilAttributes(resource.attributes, random);
  }
  return resources;
}
