import { Badge } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { formatCount } from "#lib/core/format";
import type { ArtifactDifference } from "#lib/versions/compare/compare-schema";

type StructuredDiff = NonNullable<ArtifactDifference["structured"]>;

const tones = { added: "met", removed: "unmet", changed: "accent" } as const;
const words = { added: "Added", removed: "Removed", changed: "Changed" } as const;

/** What differs between two JSON or YAML texts, by path. */
export function PathChanges({ diff, label }: { diff: StructuredDiff; label: string }) {
  if (diff.changes.length === 0)
    return (
      <p className="px-3.5 py-3 text-text-2">
        Every value is the same; only the order of keys, comments or formatting differ.
      </p>
    );
  return (
    <>
      <Table caption={label} stacked>
        <TableHead>
          <HeadCell>Path</HeadCell>
          <HeadCell>
            <span className="sr-only">Change</span>
          </HeadCell>
          <HeadCell>Before</HeadCell>
          <HeadCell>After</HeadCell>
        </TableHead>
        <TableBody>
          {diff.changes.map(({ path, change, before, after }) => (
            <Row key={`${path} ${change}`} quiet className="align-top max-sm:px-3">
              <Cell mono at="title" className="min-w-0 break-all align-top">
                {path}
              </Cell>
              <Cell at="end" className="align-top">
                <Badge tone={tones[change]}>{words[change]}</Badge>
              </Cell>
              <Cell className="align-top max-sm:w-full">
                <Value text={before} word="Before" />
              </Cell>
              <Cell className="align-top max-sm:w-full">
                <Value text={after} word="After" />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {diff.more > 0 && (
        <p className="px-3.5 py-2 text-sm text-text-2">
          {formatCount(diff.more, "further change")} not listed; the text shows all of them.
        </p>
      )}
    </>
  );
}

function Value({ text, word }: { text: string | null; word: string }) {
  if (text === null) return null;
  return (
    <>
      <span className="mr-2 text-text-2 text-xs sm:hidden">{word}</span>
      <code className="whitespace-pre-wrap break-all font-mono text-sm">{text}</code>
    </>
  );
}
