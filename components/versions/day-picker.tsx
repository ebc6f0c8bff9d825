"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { Combobox } from "#components/ui/combobox";
import { Input } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { Select } from "#components/ui/select";
import { dayAway, type VersionsView, versionsHref } from "#lib/versions/domain";

type Props = { slug: string; view: VersionsView; environments: readonly string[] };

/** Which day, of which zone, in which environment. Each choice is an address. */
export function DayPicker({ slug, view, environments }: Props) {
  const router = useRouter();
  const go = (change: Partial<VersionsView>) =>
    router.push(versionsHref(slug, { ...view, ...change }), { scroll: false });
  const zones = useMemo(
    () =>
      [...new Set(["UTC", view.tz, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({
        value,
        label: value,
      })),
    [view.tz],
  );
  return (
    <>
      <LinkButton
        href={versionsHref(slug, { ...view, at: dayAway(view.at, -1) })}
        scroll={false}
        aria-label="The day before"
      >
        <ChevronLeft size={14} aria-hidden="true" />
      </LinkButton>
      <Input
        type="date"
        aria-label="Day"
        // The browser writes the field itself; a new day from the address makes a new field.
        key={view.at}
        defaultValue={view.at}
        required
        onChange={({ target }) => {
          if (target.validity.valid && target.value.length === 10) go({ at: target.value });
        }}
        className="w-[136px]!"
      />
      <LinkButton
        href={versionsHref(slug, { ...view, at: dayAway(view.at, 1) })}
        scroll={false}
        aria-label="The day after"
      >
        <ChevronRight size={14} aria-hidden="true" />
      </LinkButton>
      <div className="w-[200px]">
        <Combobox
          aria-label="Time zone"
          options={zones}
          value={view.tz}
          onChange={(tz) => tz && go({ tz })}
        />
      </div>
      {environments.length > 1 && (
        <Select
          look="filter"
          aria-label="Environment"
          prefix="Environment: "
          options={environments.map((value) => ({ value, label: value }))}
          value={view.environment}
          onChange={(environment) => go({ environment })}
        />
      )}
    </>
  );
}
