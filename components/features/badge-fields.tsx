"use client";
import { Checkbox } from "#components/ui/checkbox";
import { CodeBlock } from "#components/ui/code-block";
import { Panel } from "#components/ui/panel";
import { badgeMarkdown } from "#lib/portfolio/badge-domain";
import type { DraftFieldsProps } from "./draft.tsx";

type Props = Pick<DraftFieldsProps, "draft" | "change"> & {
  /** Whether it is public now, as it is stored: only then there is a picture to show. */
  isPublic: boolean;
  baseUrl: string;
};

/** A picture of the verdict for a README; nobody outside sees anything until this is on. */
export function BadgeFields({ draft, change, isPublic, baseUrl }: Props) {
  return (
    <Panel title="Badge">
      <Checkbox
        label="Let anybody see its badge without signing in"
        hint="The name, the six cells and the verdict become public, and nothing else. It says “not judged since” rather than show an old verdict."
        checked={draft.badge}
        onChange={(badge) => change({ badge })}
      />
      {draft.badge && (
        <div className="mt-4 flex flex-col gap-3">
          {isPublic ? (
            // biome-ignore lint/performance/noImgElement: an SVG of this server; there is nothing to optimise.
            <img
              src={`/badge/${draft.slug}.svg`}
              alt={`The badge of ${draft.name} as it is now`}
              height={28}
              className="h-7 self-start"
            />
          ) : (
            <p className="text-text-2">It is public once the changes are saved.</p>
          )}
          <CodeBlock title="README" code={badgeMarkdown(draft, baseUrl)} wrap />
        </div>
      )}
    </Panel>
  );
}
