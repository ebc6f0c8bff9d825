"use client";
import { useState } from "react";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { DiffTally, TextDiffView } from "#components/ui/text-diff";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import type { ArtifactDifference } from "#lib/versions/compare/compare-schema";
import { diffHref, versionSpec } from "#lib/versions/compare/diff-href";
import { kindNames } from "#lib/versions/domain";
import { PathChanges } from "./path-changes.tsx";

const badges = {
  added: { tone: "met", word: "Added" },
  removed: { tone: "unmet", word: "Removed" },
  changed: { tone: "accent", word: "Changed" },
  same: { tone: "plain", word: "Same" },
} as const;

/** One artifact in both: its versions, why they came, and what differs in its content. */
export function ArtifactDifferencePanel({
  slug,
  difference,
}: {
  slug: string;
  difference: ArtifactDifference;
}) {
  const { kind, name, change, from, to, text, structured } = difference;
  const [asText, setAsText] = useState(structured === null);
  const badge = badges[change];
  const versions = [from?.version, to?.version].filter((one) => one !== undefined).join(" to ");
  const title = `${kindNames[kind]} ${name}`;
  return (
    <Panel
      title={title}
      flush
      aside={
        <>
          {text && <DiffTally diff={text} />}
          {structured && (
            <Button size="sm" variant="ghost" onClick={() => setAsText(!asText)}>
              {asText ? "By path" : "As text"}
            </Button>
          )}
          <Badge tone={badge.tone}>{badge.word}</Badge>
        </>
      }
    >
      <div className="border-line border-b px-3.5 py-2.5">
        <div className="font-semibold tnum">{versions}</div>
        <Reasons difference={difference} />
      </div>
      {structured && !asText ? (
        <PathChanges diff={structured} label={`${title}, ${versions}, by path`} />
      ) : text ? (
        <div className="overflow-x-auto py-1">
          <TextDiffView diff={text} label={`${title}, ${versions}`} />
        </div>
      ) : (
        <NotCompared slug={slug} difference={difference} />
      )}
    </Panel>
  );
}

function Reasons({ difference }: { difference: ArtifactDifference }) {
  const { reasons, moreReasons, undone } = difference;
  if (reasons.length === 0) return null;
  return (
    <>
      {undone && <p className="mt-0.5 text-sm text-text-2">This takes back:</p>}
      {moreReasons > 0 && (
        <p className="text-sm text-text-2">{formatCount(moreReasons, "earlier version")} in between, then:</p>
      )}
      <ul className="mt-0.5 flex flex-col gap-0.5">
        {reasons.map((one) => (
          <li key={one.version} className="break-words">
            <span className="text-text-2">{one.version}:</span> {one.change}{" "}
            <span className="text-sm text-text-2">
              {one.createdBy}, <Time at={one.committedAt ?? one.createdAt} />
              {one.commit && (
                <>
                  , commit <code className="font-mono">{one.commit.slice(0, 12)}</code>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Why there is nothing to see of the content. */
function NotCompared({ slug, difference }: { slug: string; difference: ArtifactDifference }) {
  const { from, to, tooLarge, kind, name } = difference;
  if (tooLarge && from && to) {
    const sides = [from, to].map(({ version }) => versionSpec({ kind, name, version }));
    return (
      <p className="px-3.5 py-3 text-text-2">
        Too much content to compare here.{" "}
        <TextLink href={diffHref(slug, sides[0] ?? "", sides[1] ?? "")} arrow>
          Compare this artifact alone
        </TextLink>
      </p>
    );
  }
  const lost = [from, to].filter((one) => one !== null && !one.kept).map((one) => one?.version);
  return (
    <p className="px-3.5 py-3 text-text-2">
      The content of {lost.join(" and ")} was not kept, only its name and digest, so what differs in it cannot
      be shown.
    </p>
  );
}
