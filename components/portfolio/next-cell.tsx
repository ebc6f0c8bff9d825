import Link from "next/link";
import { Tooltip } from "#components/ui/tooltip";
import { nextWords } from "#lib/portfolio/next-domain";
import type { PortfolioFeature } from "#lib/portfolio/schema";

/** The most urgent check, else what falls due, in two short lines; the whole reason on hover, on focus and in the details. */
export function NextCell({ row }: { row: PortfolioFeature }) {
  const { subject, state } = nextWords(row);
  const { next, nextStale } = row;
  const fix = next ? next.fix : nextStale?.fix;
  const lines = (
    <>
      <span className="block truncate">{subject}</span>
      <span className="block truncate text-sm text-text-3">{state}</span>
    </>
  );
  if (!fix) return <div className="min-w-0 leading-[18px]">{lines}</div>;
  const link = (
    <Link href={fix.href} className="group block min-w-0 rounded-sm leading-[18px] hover:text-text">
      {lines}
    </Link>
  );
  return <Tooltip content={next ? next.because : fix.label}>{link}</Tooltip>;
}
