import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";

const HOUR_MS = 3_600_000;

/** A feature's telemetry as one OTLP/JSON body: interactions over the last two days, one of them with a retry. */
function traffic(slug: string) {
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const spans = Array.from({ length: 40 }, (_, index) => {
    const start = BigInt(Date.now() - (index + 1) * HOUR_MS) * 1_000_000n;
    return {
      traceId: randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      name: "chat gpt-4o",
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + 900_000_000n),
      attributes: [
        text("gen_ai.operation.name", "chat"),
        text("gen_ai.provider.name", "openai"),
        text("gen_ai.request.model", index % 9 === 0 ? "house-model-7" : "gpt-4o"),
        { key: "gen_ai.usage.input_tokens", value: { intValue: String(500 + index * 30) } },
        { key: "gen_ai.usage.output_tokens", value: { intValue: "120" } },
        text("threshold.attempt", index % 7 === 0 ? "retry" : "first"),
        text("threshold.outcome", index % 11 === 0 ? "failed" : "answered"),
      ],
    };
  });
  const resource = { attributes: [text("threshold.feature", slug)] };
  return {
    firstTrace: spans[0]?.traceId ?? "",
    body: { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] },
  };
}

async function post(api: APIRequestContext, path: string, data: unknown) {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** Traffic of two days, two releases, a canary and a runbook, through the public API. Answers the newest trace. */
export async function fill(api: APIRequestContext, slug: string): Promise<string> {
  const { firstTrace, body } = traffic(slug);
  await post(api, "/api/otlp/v1/traces", body);
  const base = `/api/v1/features/${slug}`;
  const release = async (content: string, change: string) =>
    (
      await post(api, `${base}/releases`, {
        artifacts: [
          { kind: "prompt", name: "main", content, change },
          { kind: "model", name: "gpt-4o", version: "2024-08-06", change: "First model" },
        ],
      })
    ).release as string;
  const [first, second] = [
    await release("Answer.", "First version"),
    await release("Answer kindly.", "Tone"),
  ];
  const deploy = (shares: { release: string; weight: number }[], hoursAgo: number, reason: string) =>
    post(api, `${base}/deployments`, {
      environment: "production",
      shares,
      effectiveAt: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
      reason,
    });
  await deploy([{ release: first, weight: 1 }], 700, "Launch");
  await deploy(
    [
      { release: first, weight: 0.9 },
      { release: second, weight: 0.1 },
    ],
    40,
    "Canary of the new tone",
  );
  const runbook = await api.put(`${base}/runbook`, {
    data: { markdown: "# When it is wrong\n\nStop it.\n" },
  });
  expect(runbook.ok(), await runbook.text()).toBe(true);
  return firstTrace;
}
