"use client";
import { useViewerZone } from "#components/ui/time";
import { fieldChanges } from "#lib/activity/domain";
import { fieldWords, valueWords } from "./change-words.ts";

const SHOWN = 3;

/** What changed, field by field: "role viewer → editor". More than a few fold away. */
export function ChangeList({ before, after }: { before: unknown; after: unknown }) {
  const changes = fieldChanges(before, after);
  if (changes.length === 0) return null;
  const rest = changes.slice(SHOWN);
  return (
    <div className="min-w-0 text-sm">
      <Lines changes={changes.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details>
          <summary className="w-fit rounded-sm text-text-2">{rest.length} more</summary>
          <Lines changes={rest} />
        </details>
      )}
    </div>
  );
}

function Lines({ changes }: { changes: ReturnType<typeof fieldChanges> }) {
  const zone = useViewerZone();
  return (
    <ul>
      {changes.map(({ field, before, after }) => (
        <li key={field} className="wrap-anywhere">
          <span className="text-text-3">{fieldWords(field)} </span>
          {before !== null && <del className="text-text-2 decoration-text-3">{valueWords(before, zone)}</del>}
          {before !== null && after !== null && <span aria-hidden="true"> → </span>}
          {after !== null && <ins className="font-medium no-underline">{valueWords(after, zone)}</ins>}
          {after === null && <span className="text-text-3"> removed</span>}
        </li>
      ))}
    </ul>
  );
}
