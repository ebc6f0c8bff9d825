"use client";
import { Checkbox } from "#components/ui/checkbox";
import { LinkButton } from "#components/ui/link-button";
import { diffHref } from "#lib/versions/compare/diff-href";

/** The two that are chosen after a choice: a third takes the place of the first, and what is chosen again is left out. */
export function chosenWith(chosen: readonly string[], one: string): string[] {
  if (chosen.includes(one)) return chosen.filter((other) => other !== one);
  return [...chosen.slice(-1), one];
}

export function CompareBox({
  name,
  chosen,
  onChoose,
}: {
  name: string;
  chosen: boolean;
  onChoose: () => void;
}) {
  return (
    <Checkbox
      label={<span className="sr-only">Compare {name}</span>}
      checked={chosen}
      onChange={() => onChoose()}
    />
  );
}

type LinkProps = { slug: string; sides: readonly string[]; of: string };

/** Leads to the difference once two are chosen; until then it says what to do. */
export function CompareLink({ slug, sides: [from, to], of }: LinkProps) {
  if (!from) return <span className="max-sm:hidden">Choose two {of} to compare them</span>;
  if (!to) return <span>Choose one more</span>;
  return (
    <LinkButton size="sm" href={diffHref(slug, from, to)}>
      Compare the two
    </LinkButton>
  );
}
