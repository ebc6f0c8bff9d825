import { formatUsd, nanoOfUsd } from "#lib/core/money";

/** "+$12.40", "−$0.03", "no difference". */
export function MoneyChange({ usd }: { usd: string }) {
  const nano = nanoOfUsd(usd);
  if (nano === 0n) return <span className="font-normal text-text-2">no difference</span>;
  return (
    <span className="tnum">
      {nano > 0n ? "+" : "−"}
      {formatUsd(nano > 0n ? nano : -nano)}
    </span>
  );
}
