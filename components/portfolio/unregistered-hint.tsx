import { TriangleAlert } from "lucide-react";
import { TextLink } from "#components/ui/text-link";
import { formatCount } from "#lib/core/format";
import type { PortfolioSummary } from "#lib/portfolio/schema";

type Telemetry = NonNullable<PortfolioSummary["unregistered"]>;

function from(names: readonly string[]): string {
  return names.length === 0 ? "from services without a name" : `from ${names.join(", ")}`;
}

/** Telemetry that nobody claims is spend and risk that no scorecard shows. */
export function UnregisteredHint({ telemetry, canRegister }: { telemetry: Telemetry; canRegister: boolean }) {
  const { calls, serviceNames } = telemetry;
  const service = serviceNames[0];
  const href = service === undefined ? "/features/new" : `/features/new?${new URLSearchParams({ service })}`;
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md border border-line bg-stale-soft px-3 py-2">
      <TriangleAlert size={14} aria-hidden="true" className="shrink-0 text-stale" />
      <span className="min-w-0 break-words">
        {formatCount(calls, "call")} of the last 7 days {calls === 1 ? "belongs" : "belong"} to no feature,{" "}
        {from(serviceNames)}.
      </span>
      {canRegister && (
        <TextLink href={href} arrow>
          Register {service ?? "it"}
        </TextLink>
      )}
    </p>
  );
}
