"use client";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button";
import { Combobox } from "#components/ui/combobox";
import { FilterBar } from "#components/ui/filter-bar";
import { Input } from "#components/ui/input";
import type { ChangesAsked } from "#lib/versions/search/search-query-options";

/** The first and the last day, in a zone. What is asked is the address. */
export function DaysForm({ from, to, tz }: ChangesAsked) {
  const router = useRouter();
  const [zone, setZone] = useState(tz);
  const zones = useMemo(
    () =>
      [...new Set(["UTC", tz, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({
        value,
        label: value,
      })),
    [tz],
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const day = (name: string) => String(form.get(name) ?? "");
        router.push(`/versions?${new URLSearchParams({ from: day("from"), to: day("to"), tz: zone })}`);
      }}
    >
      <FilterBar label="What changed?">
        <Input
          type="date"
          name="from"
          aria-label="First day"
          defaultValue={from}
          required
          className="w-[136px]!"
        />
        <span className="text-text-2">to</span>
        <Input
          type="date"
          name="to"
          aria-label="Last day"
          defaultValue={to}
          required
          className="w-[136px]!"
        />
        <div className="w-[200px]">
          <Combobox
            aria-label="Time zone"
            options={zones}
            value={zone}
            onChange={(value) => value && setZone(value)}
          />
        </div>
        <Button type="submit" variant="solid">
          Show changes
        </Button>
      </FilterBar>
    </form>
  );
}
