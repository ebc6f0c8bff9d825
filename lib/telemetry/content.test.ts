import { describe, expect, test } from "vitest";
import { CONTENT_LIMIT, contentOf, contentSide } from "./content.ts";
import { asSent, redactorOf } from "./redact/redact.ts";
import { noMessages } from "./resolve-feature.ts";
import { bareSpan } from "./testing/spans.ts";

const whole = { ...noMessages, messages: asSent };
const redacted = { ...noMessages, messages: redactorOf([]) };

describe("which attributes are messages", () => {
  const messages: Record<string, "input" | "output"> = {
    "gen_ai.input.messages": "input",
    "gen_ai.output.messages": "output",
    "gen_ai.system_instructions": "input",
    "gen_ai.prompt": "input",
    "gen_ai.prompt.0.content": "input",
    "gen_ai.completion": "output",
    "gen_ai.completion.0.content": "output",
    "gen_ai.tool.call.arguments": "input",
    "gen_ai.tool.call.result": "output",
    "llm.input_messages.0.message.content": "input",
    "llm.output_messages.0.message.content": "output",
    "llm.prompt_template.variables": "input",
    "input.value": "input",
    "output.value": "output",
    "retrieval.documents.0.document.content": "output",
    "langfuse.observation.input": "input",
    "ai.prompt.messages": "input",
    "ai.response.text": "output",
    "ai.toolCall.args": "input",
    "traceloop.entity.output": "output",
    "traceloop.prompt.template_variables.name": "input",
    "mlflow.chat.messages": "input",
    "exception.message": "output",
    "langfuse.observation.status_message": "output",
  };
  for (const [name, side] of Object.entries(messages)) test(name, () => expect(contentSide(name)).toBe(side));

  for (const name of [
    "gen_ai.prompt.name",
    "gen_ai.prompt.version",
    "gen_ai.prompting",
    "input.mime_type",
    "llm.prompt_template.version",
    "ai.response.model",
    "customer.tier",
    "traceloop.prompt.version",
    "exception.type",
  ]) {
    test(`${name} is none`, () => expect(contentSide(name)).toBeNull());
  }
});

describe("what is kept", () => {
  const span = bareSpan(
    {
      "gen_ai.input.messages": "Who am I?",
      "gen_ai.output.messages": "Nobody.",
      "gen_ai.request.model": "gpt-4o",
      "customer.tier": "gold",
    },
    {
      events: [
        { name: "gen_ai.user.message", timeUs: 1, attributes: new Map([["content", "Hello"]]) },
        {
          name: "gen_ai.evaluation.result",
          timeUs: 1,
          attributes: new Map<string, string | number>([
            ["gen_ai.evaluation.score.value", 0.5],
            ["gen_ai.evaluation.explanation", "Said Nobody."],
          ]),
        },
        {
          name: "exception",
          timeUs: 1,
          attributes: new Map([
            ["exception.type", "E"],
            ["exception.message", "secret"],
          ]),
        },
      ],
    },
  );

  test("without the policy: no word of a message, and nothing that has a column", () => {
    const kept = contentOf(span, noMessages);
    expect(kept).toEqual({
      attributes: {
        "customer.tier": "gold",
        "gen_ai.evaluation.result.1": { "gen_ai.evaluation.score.value": 0.5 },
        "exception.type": "E",
      },
      input: null,
      output: null,
    });
    expect(JSON.stringify(kept)).not.toMatch(/Who am I|Nobody|Hello|secret/);
  });

  test("with the policy: messages by side", () => {
    expect(contentOf(span, whole)).toMatchObject({
      input: { "gen_ai.input.messages": "Who am I?", "gen_ai.user.message.0": { content: "Hello" } },
      output: { "gen_ai.output.messages": "Nobody." },
    });
  });

  test("nothing of a span that has only counted fields", () => {
    expect(contentOf(bareSpan({ "gen_ai.request.model": "gpt-4o" }), whole)).toBeNull();
  });

  test("no more than the limit; what was left out is counted and what was cut is marked", () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`a${index}`, "x".repeat(20_000)]),
    );
    const kept = contentOf(bareSpan(many), noMessages);
    expect(JSON.stringify(kept?.attributes).length).toBeLessThanOrEqual(CONTENT_LIMIT + 40);
    expect(kept?.attributes["threshold.left_out"]).toBeGreaterThan(90);
    expect(String(kept?.attributes.a0)).toMatch(/^x+…$/);
  });

  test("nothing that jsonb refuses", () => {
    const kept = contentOf(bareSpan({ "a\0": "b\0\ud800", list: [{ "k\0": "\udfff" }] }), noMessages);
    expect(JSON.stringify(kept)).not.toMatch(/\\u0000|\\ud/i);
  });

  test("redacted: no address in messages, in arguments, in explanations or in their names", () => {
    const said = bareSpan(
      {
        "gen_ai.input.messages": '[{"role":"user","content":"I am jane@x.com"}]',
        "gen_ai.tool.call.arguments": { to: "jane@x.com", list: ["4111 1111 1111 1111"] },
        "app jane@x.com": "+49 30 1234 5678",
      },
      {
        events: [
          {
            name: "gen_ai.evaluation.result",
            timeUs: 1,
            attributes: new Map([["gen_ai.evaluation.explanation", "It names jane@x.com."]]),
          },
        ],
      },
    );
    expect(contentOf(said, redacted)).toEqual({
      attributes: { "app [email]": "[phone]", "gen_ai.evaluation.result.0": {} },
      input: {
        "gen_ai.input.messages": '[{"role":"user","content":"I am [email]"}]',
        "gen_ai.tool.call.arguments": { to: "[email]", list: ["[card]"] },
      },
      output: { "gen_ai.evaluation.result.0": { "gen_ai.evaluation.explanation": "It names [email]." } },
    });
    // Attributes are for every reader: they are redacted under each policy. Messages are kept as they were sent.
    expect(contentOf(said, noMessages)).toMatchObject({
      attributes: { "app [email]": "[phone]" },
      input: null,
    });
    expect(contentOf(said, whole)).toMatchObject({
      attributes: { "app [email]": "[phone]" },
      input: { "gen_ai.input.messages": '[{"role":"user","content":"I am jane@x.com"}]' },
    });
  });

  test("no messages of a span that began before they are kept, but its attributes", () => {
    const rule = { ...whole, keptFromUs: span.startUs + 1 };
    expect(contentOf(span, rule)).toMatchObject({ attributes: { "customer.tier": "gold" }, input: null });
    expect(contentOf(span, { ...rule, keptFromUs: span.startUs })?.input).not.toBeNull();
  });
});
