import { cx } from "#lib/core/class-names";
import { type Level, levels } from "#lib/telemetry/filters-schema";

const labels: Record<Level, string> = { calls: "Calls", interactions: "Interactions" };

/** Units of customer work, or the spans that did it. */
export function LevelSwitch({ level, onChange }: { level: Level; onChange: (level: Level) => void }) {
  return (
    <fieldset className="flex rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">What is listed</legend>
      {levels.toReversed().map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === level}
          onClick={() => one !== level && onChange(one)}
          className={cx(
            "h-[26px] rounded-sm px-2.5 font-medium max-sm:h-9",
            one === level ? "bg-surface text-text shadow-sm" : "text-text-2 hover:text-text",
          )}
        >
          {labels[one]}
        </button>
      ))}
    </fieldset>
  );
}
