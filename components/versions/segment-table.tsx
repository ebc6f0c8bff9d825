import { Badge } from "#components/ui/badge";
import { Digest } from "#components/ui/code-block";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { cx } from "#lib/core/class-names";
import { formatPercent } from "#lib/core/format";
import { type ArtifactKind, kindNames, kindsOf, versionsOfKind } from "#lib/versions/domain";
import type { Segment } from "#lib/versions/schema";
import { clockOf, reportedLines } from "./segment-words.ts";

type Props = {
  segments: Segment[];
  caption: string;
  zone: string;
  /** As known then: telemetry has no second time axis, so it is not asked. */
  isThen: boolean;
};

/** What ran, in the order of time; a share a row. */
export function SegmentTable({ segments, caption, zone, isThen }: Props) {
  const kinds = kindsOf(segments);
  return (
    <Table caption={caption} stacked>
      <TableHead>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
        <HeadCell numeric>Share</HeadCell>
        <HeadCell>Release</HeadCell>
        {kinds.map((kind) => (
          <HeadCell key={kind}>{kindNames[kind]}</HeadCell>
        ))}
        <HeadCell>Why</HeadCell>
        <HeadCell>Reported</HeadCell>
      </TableHead>
      <TableBody>
        {segments.map((segment, index) => (
          <SegmentRows
            key={segment.from}
            segment={segment}
            isLast={index === segments.length - 1}
            kinds={kinds}
            zone={zone}
            isThen={isThen}
          />
        ))}
      </TableBody>
    </Table>
  );
}

type RowsProps = { segment: Segment; isLast: boolean; kinds: ArtifactKind[]; zone: string; isThen: boolean };

function SegmentRows({ segment, isLast, kinds, zone, isThen }: RowsProps) {
  const { from, to, shares } = segment;
  const times = [clockOf(from, zone, false), clockOf(to, zone, isLast)] as const;
  if (shares.length === 0) {
    return (
      <Row quiet className="max-sm:px-3">
        <TimeCells times={times} />
        <Cell colSpan={kinds.length + 4} muted>
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
          <Digest value={share.release} copy />
        </Cell>
        {kinds.map((kind) => (
          <Cell key={kind}>
            {versionsOfKind(share, kind)
              ?.split(", ")
              .map((version) => (
                <span key={version} className="block sm:min-w-max">
                  {version}
                </span>
              ))}
          </Cell>
        ))}
        <Cell className="min-w-48 max-w-[360px] break-words">{first && <Why segment={segment} />}</Cell>
        <Cell muted>{first && <Reported segment={segment} zone={zone} />}</Cell>
      </Row>
    );
  });
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
