import { characteristicLetter, characteristicName } from "#components/ui/status";
import { cx } from "#lib/core/class-names";
import { formatCount } from "#lib/core/format";
import type { PortfolioGroup } from "#lib/portfolio/schema";
import { characteristicKeys } from "#lib/scorecard/domain";

/** The name of a group, how many stand in it, and how many of them meet each characteristic. */
export function GroupHeading({ group }: { group: PortfolioGroup }) {
  const { label, features, productionGrade, met } = group;
  const words = characteristicKeys.map((key, index) => `${characteristicName[key]} ${met[index] ?? 0}`);
  return (
    <tr className="border-line border-b bg-sunken max-sm:-mx-4 max-sm:block max-sm:px-4">
      <th
        scope="rowgroup"
        colSpan={99}
        className="px-2.5 py-1.5 text-left font-normal max-sm:block max-sm:px-0"
      >
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="font-semibold">{label}</span>
          <span className="text-sm text-text-2">
            {formatCount(features, "feature")}, {productionGrade} production-grade
          </span>
          <span
            role="img"
            aria-label={`Of ${features} meet: ${words.join(", ")}`}
            title={words.map((word) => `${word} of ${features}`).join("\n")}
            className="ml-auto flex gap-2 text-sm tnum max-sm:ml-0"
          >
            {characteristicKeys.map((key, index) => {
              const count = met[index] ?? 0;
              return (
                <span key={key} className="inline-flex items-baseline gap-0.5">
                  <span className="font-semibold text-text-3 text-xs">{characteristicLetter[key]}</span>
                  <span
                    className={cx(
                      count === features
                        ? "font-semibold text-met"
                        : count === 0
                          ? "text-text-3"
                          : "text-text",
                    )}
                  >
                    {count}
                  </span>
                </span>
              );
            })}
          </span>
        </span>
      </th>
    </tr>
  );
}
