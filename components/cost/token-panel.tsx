import { DataList } from "#components/ui/data-list";
import { Panel } from "#components/ui/panel";
import { formatNumber, formatPercent } from "#lib/core/format";
import type { CostReport } from "#lib/cost/schema";

/** What the calls counted: tokens, and how much of the input the provider had cached. */
export function TokenPanel({ tokens }: Pick<CostReport, "tokens">) {
  const cached = tokens.cacheShare === null ? "" : `, ${formatPercent(tokens.cacheShare)} of the input`;
  return (
    <Panel title="Tokens">
      <DataList
        items={[
          { term: "Input", description: formatNumber(tokens.input) },
          { term: "Cached", description: `${formatNumber(tokens.cached)}${cached}` },
          { term: "Written to cache", description: formatNumber(tokens.cacheWrite) },
          { term: "Output", description: formatNumber(tokens.output) },
          { term: "Reasoning", description: `${formatNumber(tokens.reasoning)} of the output` },
        ]}
      />
    </Panel>
  );
}
