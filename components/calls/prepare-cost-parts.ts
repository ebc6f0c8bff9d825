import type { Share } from "#components/charts/stacked-share-bar";
import { formatCount } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { InteractionNode } from "#lib/telemetry/schema";

export type CostRow = {
  key: string;
  /** The model that answered, else the one asked for; the tool's name. */
  what: string;
  part: CostPartName;
  calls: number;
  unpriced: number;
  nano: bigint;
  /** Of the whole; null while the whole is nothing. */
  fraction: number | null;
};

const parts = {
  first: ["First attempts", "c1"],
  retry: ["Retries", "c2"],
  fallback: ["Fallbacks", "c3"],
  tool: ["Tools", "c4"],
} as const;
export type CostPartName = keyof typeof parts;

export const partWord: Record<CostPartName, string> = {
  first: "first attempt",
  retry: "retry",
  fallback: "fallback",
  tool: "tool",
};

type Costs = { rows: CostRow[]; shares: Share[]; totalNano: bigint; unpriced: number };

const fractionOf = (nano: bigint, total: bigint) => (total === 0n ? null : Number(nano) / Number(total));

/** Which calls make up the cost: by model and by what kind of attempt, the dearest first. Free structure is no part of it. */
export function costParts(spans: readonly InteractionNode[]): Costs {
  const rows = new Map<string, Omit<CostRow, "fraction">>();
  for (const { call, operation, name } of spans) {
    if (!call || !(call.billable || call.usd !== null)) continue;
    const part: CostPartName = operation === "execute_tool" ? "tool" : call.attempt;
    const what = part === "tool" ? name : (call.responseModel ?? call.requestModel ?? name);
    const key = `${part} ${what}`;
    const row = rows.get(key) ?? { key, what, part, calls: 0, unpriced: 0, nano: 0n };
    row.calls += 1;
    if (call.usd === null) row.unpriced += 1;
    else row.nano += nanoOfUsd(call.usd);
    rows.set(key, row);
  }
  const all = [...rows.values()];
  const totalNano = all.reduce((sum, row) => sum + row.nano, 0n);
  const unpriced = all.reduce((sum, row) => sum + row.unpriced, 0);
  const shares = (Object.keys(parts) as CostPartName[]).flatMap((part): Share[] => {
    const own = all.filter((row) => row.part === part);
    const nano = own.reduce((sum, row) => sum + row.nano, 0n);
    const fraction = fractionOf(nano, totalNano);
    if (own.length === 0 || fraction === null) return [];
    const [label, tone] = parts[part];
    return [{ key: part, label, tone, fraction, value: formatUsd(nano) }];
  });
  const sorted = all.sort((a, b) => (a.nano < b.nano ? 1 : a.nano > b.nano ? -1 : a.key < b.key ? -1 : 1));
  return {
    rows: sorted.map((row) => ({ ...row, fraction: fractionOf(row.nano, totalNano) })),
    shares,
    totalNano,
    unpriced,
  };
}

/** "61 % of $0.0142 went to retries and fallbacks." and the like: what stands over the bar. */
export function costSentence({ rows, totalNano, unpriced }: Costs): string {
  if (rows.length === 0) return "No call of it costs anything.";
  const missing =
    unpriced > 0
      ? `${formatCount(unpriced, "call has no price and counts", "calls have no price and count")} as nothing here.`
      : "";
  if (totalNano === 0n) return missing || "All of its calls are free.";
  const again = rows.filter((row) => row.part === "retry" || row.part === "fallback");
  const nano = again.reduce((sum, row) => sum + row.nano, 0n);
  const spent =
    nano > 0n ? `${formatUsd(nano)} of ${formatUsd(totalNano)} went to retries and fallbacks.` : "";
  return [spent || "Retries and fallbacks cost nothing.", missing].filter(Boolean).join(" ");
}
