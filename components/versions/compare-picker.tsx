"use client";
import { ArrowLeftRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { Combobox, type ComboboxOption } from "#components/ui/combobox";
import { CopyButton } from "#components/ui/copy-button";
import { FilterBar } from "#components/ui/filter-bar";
import { LinkButton } from "#components/ui/link-button";
import { diffHref } from "#lib/versions/compare/diff-href";

type Props = { slug: string; from: string; to: string; options: readonly ComboboxOption[]; url: string };

/** Which two are compared. Each choice is an address; the arrows turn them round. */
export function ComparePicker({ slug, from, to, options, url }: Props) {
  const router = useRouter();
  const go = (one: string, other: string) => router.push(diffHref(slug, one, other), { scroll: false });
  return (
    <FilterBar label="What is compared">
      <div className="w-[260px] max-sm:w-full">
        <Combobox
          aria-label="From"
          options={options}
          value={from}
          onChange={(value) => value && go(value, to)}
        />
      </div>
      <LinkButton href={diffHref(slug, to, from)} scroll={false} aria-label="Turn round">
        <ArrowLeftRight size={14} aria-hidden="true" />
      </LinkButton>
      <div className="w-[260px] max-sm:w-full">
        <Combobox
          aria-label="To"
          options={options}
          value={to}
          onChange={(value) => value && go(from, value)}
        />
      </div>
      <CopyButton text={`${url}${diffHref(slug, from, to)}`} label="Copy link" withLabel variant="quiet" />
    </FilterBar>
  );
}
