import { cx } from "#lib/core/class-names";

export type VerdictKey = "production_grade" | "approaching" | "by_accident" | "not_in_production";

export const verdictWord: Record<VerdictKey, string> = {
  production_grade: "Production-grade",
  approaching: "Approaching the bar",
  by_accident: "In production by accident",
  not_in_production: "Not in production yet",
};

const colour: Record<VerdictKey, string> = {
  production_grade: "text-met",
  approaching: "text-stale",
  by_accident: "text-unmet",
  not_in_production: "text-text-2",
};

export type VerdictProps = {
  verdict: VerdictKey;
  /** Other words in the verdict's colour: "4 of 6, approaching the bar." */
  children?: React.ReactNode;
  className?: string;
};

export function Verdict({ verdict, children, className }: VerdictProps) {
  return (
    <span className={cx("font-semibold", colour[verdict], className)}>
      {children ?? verdictWord[verdict]}
    </span>
  );
}
