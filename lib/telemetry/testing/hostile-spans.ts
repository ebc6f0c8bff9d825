import type { Attributes, AttributeValue, DecodedResource, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import type { Random } from "./random.ts";
import { chatSpan, START_US } from "./spans.ts";

const MEGABYTE = 1024 * 1024;

export const names: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "threshold.left_out",
  "gen_ai.input.messages",
  "gen_ai.prompt.0.content",
  "llm.input_messages.99999999999.content",
  "a\0b",
  "\ud800half",
  "{a,b}",
  'quo"te\\',
  "#",
  "\u202egnp",
  "🧨".repeat(300),
  "name ".repeat(5000),
];

/** Attributes that the ingester reads numbers, texts, times or maps from. */
const read: readonly string[] = [
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.cache_read.input_tokens",
  "gen_ai.usage.reasoning.output_tokens",
  "gen_ai.usage.cost",
  "gen_ai.response.time_to_first_chunk",
  "langfuse.observation.usage_details",
  "llm.invocation_parameters",
  "llm.token_count.prompt",
  "gen_ai.operation.name",
  "gen_ai.provider.name",
  "gen_ai.request.model",
  "gen_ai.response.model",
  "gen_ai.conversation.id",
  "gen_ai.tool.name",
  "gen_ai.agent.name",
  "threshold.interaction",
  "threshold.attempt",
  "threshold.outcome",
  "threshold.release",
  "deployment.environment.name",
  "service.name",
  "threshold.feature",
  "error.type",
  "openinference.span.kind",
  "ai.operationId",
];

function nested(depth: number, random: Random): AttributeValue {
  let value: AttributeValue = "bottom";
  for (let level = 0; level < depth; level += 1)
    value = random.below(2) ? [value] : Object.fromEntries([["__proto__", value]]);
  return value;
}

/** A value of any type that no SDK should send. */
export function hostileValue(random: Random): AttributeValue {
  return random.pick<() => AttributeValue>([
    () => Number.NaN,
    () => Number.NEGATIVE_INFINITY,
    () => -0,
    () => 1.7976931348623157e308,
    () => 5e-324,
    () => 2 ** 31,
    () => 2 ** 53,
    () => -(2 ** 63),
    () => -1,
    () => "9".repeat(400),
    () => "1e400",
    () => "-Infinity",
    () => " ",
    () => "\0",
    () => "\udfff\ud800",
    () => "__proto__",
    () => '{"input":-1,"__proto__":{"input":7},"output":"1e309"}',
    () => `{"model":${"[".repeat(5000)}`,
    () => "x".repeat(random.below(20) === 0 ? MEGABYTE : 9000),
    () => true,
    () => [],
    () => ({}),
    () => [null, [null], { "": null }],
    () => Object.fromEntries(names.map((name) => [name, name])),
    () => nested(random.between(1, 40), random),
  ])();
}

/** A time at an edge, in microseconds. */
export function hostileTime(random: Random): number {
  return random.pick([
    0,
    1,
    -1_000_000,
    2 ** 53 - 1,
    Date.UTC(2014, 11, 31, 23, 59, 59, 999) * 1000 + 999,
    Date.UTC(2015, 0, 1) * 1000,
    Date.UTC(2024, 1, 29, 23, 59, 59, 999) * 1000,
    Date.UTC(2262, 3, 11) * 1000,
    START_US,
  ]);
}

export function spoilAttributes(attributes: Attributes, random: Random): void {
  const many = random.below(30) === 0 ? 3000 : random.between(1, 6);
  for (let at = 0; at < many; at += 1) {
    const name = many > 6 ? `attribute ${at}` : random.pick(random.below(2) ? names : read);
    attributes.set(name, many > 6 ? at : hostileValue(random));
  }
}

function spoil(span: DecodedSpan, random: Random): void {
  const spoilers: (() => void)[] = [
    () => spoilAttributes(span.attributes, random),
    () => {
      span.name = random.below(20) === 0 ? "n".repeat(MEGABYTE) : random.pick(names);
    },
    () => {
      span.traceId = random.pick(["", "00".repeat(16), random.hex(15), random.hex(17), random.hex(500)]);
    },
    () => {
      span.spanId = random.pick(["", "00".repeat(8), random.hex(7), random.hex(9)]);
    },
    () => {
      span.parentSpanId = random.pick([null, span.spanId, "00".repeat(8), random.hex(3)]);
    },
    () => {
      span.startUs = hostileTime(random);
    },
    () => {
      span.endUs = hostileTime(random);
    },
    () => {
      span.attributes.set("gen_ai.provider.name", random.pick(names));
      span.attributes.set("gen_ai.request.model", `${random.pick(names)}/gpt-4o`);
    },
    () => {
      span.statusCode = random.pick([-1, 3, 2 ** 31 - 1]);
    },
    () => {
      const many = random.below(30) === 0 ? 1000 : random.between(1, 4);
      for (let at = 0; at < many; at += 1) {
        const attributes: Attributes = new Map([["exception.type", hostileValue(random)]]);
        spoilAttributes(attributes, random);
        span.events.push({
          name: random.pick([...names, "gen_ai.evaluation.result", "exception", "gen_ai.user.message"]),
          timeUs: hostileTime(random),
          attributes,
        });
      }
    },
  ];
  for (let times = random.between(1, 3); times > 0; times -= 1) random.pick(spoilers)();
}

/** A well-formed export of one to five related calls and spans, with ids that the seed decides. */
export function plainExport(slug: string, random: Random): DecodedResource[] {
  const traceId = random.hex(16);
  const root = random.hex(8);
  const spans = Array.from({ length: random.between(1, 5) }, (_, index) =>
    chatSpan({
      traceId,
      spanId: index === 0 ? root : random.hex(8),
      parentSpanId: index === 0 ? null : root,
      startUs: START_US + random.below(3_600_000_000),
      statusCode: random.pick([0, 1, 2]),
      attributes:
        index === 0 ? { "gen_ai.operation.name": "invoke_agent" } : { "threshold.attempt": "retry" },
    }),
  );
  for (const span of spans) span.endUs = span.startUs + random.below(60_000_000);
  return [{ attributes: new Map([["threshold.feature", slug]]), spans }];
}

/** An export that any SDK's encoder could have made, of things that no SDK should say. */
export function hostileExport(slug: string, random: Random): DecodedResource[] {
  const resources = plainExport(slug, random);
  for (const resource of resources) {
    for (const span of resource.spans) if (random.below(3) > 0) spoil(span, random);
    if (random.below(4) === 0) spoilAttributes(resource.attributes, random);
  }
  return resources;
}
