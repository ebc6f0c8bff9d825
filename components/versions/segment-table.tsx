import { Badge } from "#components/ui/badge";
import { Digest } from "#components/ui/code-block";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import { cx } from "#lib/core/class-names";
import { formatPercent } from "#lib/core/format";
import { clockIn, dayClock } from "#lib/versions/clock-domain";
import { type ArtifactKind, kindNames, kindsOf, versionsOfKind } from "#lib/versions/domain";
import type { Segment } from "#lib/versions/schema";
import { reportedLines } from "./segment-words.ts";
import { VersionList } from "./version-list.tsx";

/** Kinds that have a column each; more of them stand in one, so that the reasons stay in view. */
const MOST_COLUMNS = 4;

type Column = { label: string; versionsOf: (share: Segment["shares"][number]) => string[] };

function columnsOf(segments: readonly Segment[]): Column[] {
  const versionsOf = (kind: ArtifactKind) => (share: Segment["shares"][number]) =>
    versionsOfKind(share, kind)?.split(", ") ?? [];
  const kinds = kindsOf(segments);
  if (kinds.length <= MOST_COLUMNS)
    return kinds.map((kind) => ({ label: kindNames[kind], versionsOf: versionsOf(kind) }));
  const all: Column["versionsOf"] = (share) =>
    kinds.flatMap((kind) => versionsOf(kind)(share).map((version) => `${kindNames[kind]} ${version}`));
  return [{ label: "Artifacts", versionsOf: all }];
}

type Props = {
  segments: Segment[];
  /** What they cover. */
  interval: { from: string; to: string };
  caption: string;
  zone: string;
  /** As known then: telemetry has no second time axis, so it is not asked. */
  isThen: boolean;
  /** The comparison of a share with what it took over from, by "from release". */
  diffs: Readonly<Record<string, string>>;
};

/** What ran, in the order of time; a share a row. */
export function SegmentTable({ segments, interval, caption, zone, isThen, diffs }: Props) {
  const columns = columnsOf(segments);
  return (
    <Table caption={caption} stacked>
      <TableHead>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
        <HeadCell numeric>Share</HeadCell>
        <HeadCell>Release</HeadCell>
        {columns.map(({ label }) => (
          <HeadCell key={label}>{label}</HeadCell>
        ))}
        <HeadCell>Why</HeadCell>
        <HeadCell>Reported</HeadCell>
      </TableHead>
      <TableBody>
        {segments.map((segment) => (
          <SegmentRows
            key={segment.from}
            segment={segment}
            interval={interval}
            columns={columns}
            zone={zone}
            isThen={isThen}
            diffs={diffs}
          />
        ))}
      </TableBody>
    </Table>
  );
}

type RowsProps = Pick<Props, "interval" | "zone" | "isThen" | "diffs"> & {
  segment: Segment;
  columns: readonly Column[];
};

function SegmentRows({ segment, interval, columns, zone, isThen, diffs }: RowsProps) {
  const { from, to, shares } = segment;
  const day = dayClock(interval, zone);
  const times = [clockIn(from, day), clockIn(to, day)] as const;
  if (shares.length === 0) {
    return (
      <Row quiet className="max-sm:px-3">
        <TimeCells times={times} />
        <Cell colSpan={columns.length + 4} muted>
          {isThen
            ? "Nothing had been declared by then."
            : "Nothing was declared, and no call said which release it ran on."}
        </Cell>
      </Row>
    );
  }
  return shares.map((share, index) => {
    const first = index === 0;
    return (
      <Row
        key={share.release}
        quiet
        className={cx("max-sm:px-3", index < shares.length - 1 && "sm:border-b-0")}
      >
        <TimeCells times={times} repeated={!first} />
        <Cell numeric at="end" className="whitespace-nowrap">
          {formatPercent(share.weight)}
        </Cell>
        <Cell>
          <span className="inline-flex flex-col items-start whitespace-nowrap max-sm:flex-row max-sm:items-center max-sm:gap-2">
            <Digest value={share.release} copy />
            <Diff href={diffs[`${from} ${share.release}`]} release={share.release} />
          </span>
        </Cell>
        {columns.map(({ label, versionsOf }) => (
          <Cell key={label} className="max-sm:flex max-sm:basis-full max-sm:gap-2">
            <span className="w-20 shrink-0 text-text-2 sm:hidden">{label}</span>
            <VersionList versions={versionsOf(share)} />
          </Cell>
        ))}
        <Cell className="min-w-44 max-w-[360px] break-words">{first && <Why segment={segment} />}</Cell>
        <Cell muted className="min-w-32">
          {first && <Reported segment={segment} zone={zone} />}
        </Cell>
      </Row>
    );
  });
}

function Diff({ href, release }: { href: string | undefined; release: string }) {
  if (!href) return null;
  return (
    <TextLink href={href} aria-label={`diff: what ${release.slice(0, 12)} changed`}>
      diff
    </TextLink>
  );
}

/** Of a segment with several shares the first row says when; on a small screen every one does. */
function TimeCells({
  times: [from, to],
  repeated = false,
}: {
  times: readonly [string, string];
  repeated?: boolean;
}) {
  const hidden = repeated && "sm:text-transparent sm:select-none";
  return (
    <>
      <Cell at="title" className={cx("whitespace-nowrap tnum", hidden)}>
        {from}
        <span className="sm:hidden"> to {to}</span>
      </Cell>
      <Cell at="hide" className={cx("whitespace-nowrap tnum", hidden)}>
        {to}
      </Cell>
    </>
  );
}

function Reported({ segment, zone }: { segment: Segment; zone: string }) {
  const lines = reportedLines(segment, zone);
  if (!lines) return null;
  return (
    <>
      <span className="block whitespace-nowrap text-text tnum">{lines.when}</span>
      <span className="block">{lines.who}</span>
    </>
  );
}

function Why({ segment }: { segment: Segment }) {
  if (segment.certainty === "observed") {
    return (
      <>
        <Badge tone="stale">Observed</Badge>{" "}
        <span className="text-text-2">seen in telemetry, declared by nobody</span>
      </>
    );
  }
  return segment.reason;
}
