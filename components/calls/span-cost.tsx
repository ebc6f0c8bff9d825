import { Badge } from "#components/ui/badge";
import { formatNumber } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import { formulaOf, type TokenRates } from "#lib/cost/formula-domain";
import type { InteractionNode } from "#lib/telemetry/schema";

type Call = NonNullable<InteractionNode["call"]>;
export type Rates = Readonly<Record<string, TokenRates>>;

const perMillion = (usd: number) => `$${usd.toLocaleString("en-US", { maximumFractionDigits: 6 })}/M`;

/** Why there is no price row: a failed call that used nothing costs nothing, whatever its price. */
function withoutPrice({ billable, usd }: Call): string {
  if (!billable) return "not billed";
  return usd === null ? "no price is known" : "failed before anything was billed";
}

/** The tokens of a call, split into what they were, and its cost with the sum that makes it. */
export function SpanCost({ call, rates }: { call: Call; rates: Rates }) {
  const { tokens, usd, priceRef } = call;
  const rate = priceRef === null ? undefined : rates[priceRef];
  const lines = usd !== null && rate ? formulaOf(tokens, rate, nanoOfUsd(usd)) : null;
  return (
    <div className="flex flex-col gap-2">
      <TokenTable tokens={tokens} />
      {lines && (
        <ul className="flex flex-col gap-0.5 text-sm tnum" aria-label="How the cost is made">
          {lines.map((line) => (
            <li key={line.what} className="flex justify-between gap-2">
              <span>
                {formatNumber(line.tokens)} {line.what} × {perMillion(line.usdPerMillion)}
              </span>
              <span className="text-text-2">{formatUsd(line.nano)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="flex flex-wrap items-baseline justify-between gap-2 border-line border-t pt-2">
        <span className="text-sm text-text-2">{priceRef ?? withoutPrice(call)}</span>
        {usd !== null ? (
          <strong className="tnum">{Number(usd) === 0 ? "$0.00" : `$${usd}`}</strong>
        ) : (
          call.billable && <Badge tone="stale">unpriced</Badge>
        )}
      </p>
    </div>
  );
}

function TokenTable({ tokens }: { tokens: Call["tokens"] }) {
  const rows: [string, number | null, boolean][] = [
    ["Input tokens", tokens.input, false],
    ["of them from cache", tokens.cacheRead, true],
    ["of them into cache", tokens.cacheWrite, true],
    ["Output tokens", tokens.output, false],
    ["of them reasoning", tokens.reasoning, true],
  ];
  const known = rows.filter(([, count]) => count !== null);
  if (known.length === 0) return <p className="text-text-2">No tokens were sent.</p>;
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-0.5 tnum">
      {known.map(([term, count, part]) => (
        <div key={term} className="contents">
          <dt className={part ? "pl-3 text-sm text-text-2" : "text-text-2"}>{term}</dt>
          <dd className={part ? "text-right text-sm text-text-2" : "text-right font-medium"}>
            {formatNumber(count ?? 0)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
