"use client";
import { CalendarClock, Check } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Popover } from "#components/ui/popover";
import { useViewerZone } from "#components/ui/time";
import { type ExplorerView, periods } from "#lib/telemetry/filters-schema";
import { fieldOf, instantOf, periodLabels, periodWords } from "./period-words.ts";
import type { Explorer } from "./use-explorer.ts";

type Props = { view: ExplorerView; change: Explorer["change"] };

/** Which time the list is of; in the viewer's zone, which it names. */
export function PeriodFilter({ view, change }: Props) {
  const zone = useViewerZone();
  const words = periodWords(view, zone);
  return (
    <Popover
      trigger={
        <Button aria-label={`Period: ${words}`}>
          <CalendarClock size={14} aria-hidden="true" className="text-text-2" />
          {words}
        </Button>
      }
    >
      <div className="flex w-72 max-w-full flex-col gap-3">
        <div className="flex flex-col items-stretch gap-0.5">
          {periods.map((period) => {
            const chosen = !view.from && !view.to && view.period === period;
            return (
              <button
                key={period}
                type="button"
                aria-pressed={chosen}
                onClick={() => change({ period, from: null, to: null })}
                className="flex min-h-[30px] items-center gap-2 rounded-sm px-2 text-left hover:bg-sunken max-sm:min-h-10"
              >
                <span className="w-3.5">{chosen && <Check size={14} aria-hidden="true" />}</span>
                {periodLabels[period]}
              </button>
            );
          })}
        </div>
        <OwnPeriod key={`${view.from} ${view.to}`} view={view} change={change} zone={zone} />
      </div>
    </Popover>
  );
}

function OwnPeriod({ view, change, zone }: Props & { zone: string }) {
  const [from, setFrom] = useState(fieldOf(view.from));
  const [to, setTo] = useState(fieldOf(view.to));
  const backwards = from !== "" && to !== "" && from >= to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = { from: instantOf(from), to: instantOf(to) };
    if (!backwards && (asked.from || asked.to)) change({ ...asked, period: null });
  };
  return (
    <form
      onSubmit={submit}
      className="flex flex-col gap-2 border-line border-t pt-3"
      aria-label="A period of your own"
    >
      <Field label="From">
        <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label="To" error={backwards ? "It has to end after it begins." : null}>
        <Input type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <div className="flex items-center justify-between gap-2">
        <span className="text-sm text-text-2">Times in {zone}</span>
        <Button type="submit" size="sm">
          Show
        </Button>
      </div>
    </form>
  );
}
