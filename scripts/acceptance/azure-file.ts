import { readFileSync } from "node:fs";

/** One production call of the Azure trace: when it was asked, and its tokens. */
export type AzureCall = { atUs: number; inputTokens: number; outputTokens: number };

/**
 * Reads conversation.csv of Azure/AzurePublicDataset (CC-BY 4.0; Patel et al., ISCA 2024): TIMESTAMP without a zone
 * and with seven fraction digits (of which microseconds are kept), ContextTokens, GeneratedTokens. Throws at a line
 * that has another form.
 */
export function readAzureCalls(path: string): AzureCall[] {
  const [header, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  if (header !== "TIMESTAMP,ContextTokens,GeneratedTokens")
    throw new Error(`${path}: unexpected header ${header}`);
  return lines.map((line, index) => {
    const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\.(\d{6})\d*,(\d+),(\d+)$/.exec(line);
    if (!match) throw new Error(`${path}: line ${index + 2} cannot be read`);
    const [, day, time, micros, input, output] = match;
    return {
      atUs: Date.parse(`${day}T${time}Z`) * 1000 + Number(micros),
      inputTokens: Number(input),
      outputTokens: Number(output),
    };
  });
}

/** The same calls with the last one a minute before `nowMs`. */
export function shiftTo(calls: AzureCall[], nowMs: number): AzureCall[] {
  const last = calls.reduce((latest, call) => Math.max(latest, call.atUs), 0);
  const shift = nowMs * 1000 - 60_000_000 - last;
  return calls.map((call) => ({ ...call, atUs: call.atUs + shift }));
}

/** OpenAI's published price of gpt-4o: $2.50 a million input tokens, $10 a million output tokens. In nano-dollars a token. */
const INPUT_NANO = 2_500n;
const OUTPUT_NANO = 10_000n;

export type Sums = { calls: number; inputTokens: number; outputTokens: number; costNano: bigint };

/** What the store must hold after the calls: computed here, by arithmetic of its own. */
export function sumsOf(calls: AzureCall[]): Sums {
  const inputTokens = calls.reduce((sum, call) => sum + call.inputTokens, 0);
  const outputTokens = calls.reduce((sum, call) => sum + call.outputTokens, 0);
  return {
    calls: calls.length,
    inputTokens,
    outputTokens,
    costNano: BigInt(inputTokens) * INPUT_NANO + BigInt(outputTokens) * OUTPUT_NANO,
  };
}
