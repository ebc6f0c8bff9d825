"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useShortcuts } from "#components/shell/use-shortcuts";
import { Combobox } from "#components/ui/combobox";
import { Input } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { Select } from "#components/ui/select";
import { dayAway, sheetHref, type VersionsView, versionsHref } from "#lib/versions/domain";

type Props = {
  slug: string;
  view: VersionsView;
  /** The day that it is now in the view's zone. */
  today: string;
  environments: readonly string[];
};

/** Arrows also scroll, move in lists and in fields: they are days only while nothing has the focus. */
const nothingFocused = () =>
  document.activeElement === document.body || document.activeElement?.id === "content";

/** Which day, of which zone, in which environment. Each choice is an address. */
export function DayPicker({ slug, view, today, environments }: Props) {
  const router = useRouter();
  const hrefOf = (change: Partial<VersionsView>) => versionsHref(slug, { ...view, ...change });
  const go = (change: Partial<VersionsView>) => router.push(hrefOf(change), { scroll: false });
  const step = (days: number) => (key: string) => {
    if (key.startsWith("Arrow") && !nothingFocused()) return false;
    go({ at: dayAway(view.at, days) });
  };
  useShortcuts("whatRan", {
    earlier: step(-1),
    later: step(1),
    today: () => go({ at: today }),
    known: () => go({ known: view.known === "now" ? "then" : "now" }),
    print: () => router.push(sheetHref(slug, view)),
  });
  const zones = useMemo(
    () =>
      [...new Set(["UTC", view.tz, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({
        value,
        label: value.replaceAll("_", " "),
      })),
    [view.tz],
  );
  return (
    <>
      <LinkButton href={hrefOf({ at: dayAway(view.at, -1) })} scroll={false} aria-label="The day before">
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
      <LinkButton href={hrefOf({ at: dayAway(view.at, 1) })} scroll={false} aria-label="The day after">
        <ChevronRight size={14} aria-hidden="true" />
      </LinkButton>
      {view.at !== today && (
        <LinkButton href={hrefOf({ at: today })} scroll={false}>
          Today
        </LinkButton>
      )}
      <div className="w-[190px]">
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
