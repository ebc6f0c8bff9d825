import { formatDateTime, formatPercent } from "#lib/core/format";
import { clockIn, type DayClock } from "#lib/versions/clock-domain";
import { byKindAndName, kindNames } from "#lib/versions/domain";
import type { Segment } from "#lib/versions/schema";
import { lateness } from "./segment-words.ts";

const head = "border-line-strong border-b text-left";
const headCell = "py-0.5 pr-2 font-semibold";
const row = "border-line border-b align-top break-inside-avoid";
const cell = "py-1 pr-2";

function Head({ names }: { names: readonly string[] }) {
  return (
    <thead>
      <tr className={head}>
        {names.map((name) => (
          <th key={name} scope="col" className={headCell}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type DeclaredProps = { segments: readonly Segment[]; day: DayClock };

/** A row for each share of each stretch, with the whole digest, the reason and the report. */
export function SheetDeclared({ segments, day }: DeclaredProps) {
  return (
    <table className="w-full border-collapse">
      <Head names={["From", "To", "Share", "Release, why, and who reported it when"]} />
      <tbody>
        {segments.map((segment) => {
          const { from, to, shares } = segment;
          const times = [clockIn(from, day), clockIn(to, day)];
          if (shares.length === 0)
            return (
              <tr key={from} className={row}>
                <td className={`${cell} tnum`}>{times[0]}</td>
                <td className={`${cell} tnum`}>{times[1]}</td>
                <td className={cell} colSpan={2}>
                  Nothing was declared.
                </td>
              </tr>
            );
          return shares.map((share, index) => (
            <tr key={`${from} ${share.release}`} className={row}>
              <td className={`${cell} tnum`}>{times[0]}</td>
              <td className={`${cell} tnum`}>{times[1]}</td>
              <td className={`${cell} whitespace-nowrap tnum`}>{formatPercent(share.weight)}</td>
              <td className="py-1">
                <span className="block break-all font-mono text-[10px]">{share.release}</span>
                {index === 0 && <Report segment={segment} zone={day.zone} />}
              </td>
            </tr>
          ));
        })}
      </tbody>
    </table>
  );
}

function Report({ segment, zone }: { segment: Segment; zone: string }) {
  const { reason, reportedAt, reportedBy, effectiveAt } = segment;
  if (reportedAt === null || effectiveAt === null) return null;
  const late = lateness(effectiveAt, reportedAt);
  return (
    <>
      <span className="block">{reason}</span>
      <span className="block text-text-2">
        Since {formatDateTime(effectiveAt, zone)}. Reported by {reportedBy} on{" "}
        {formatDateTime(reportedAt, zone, { seconds: true })}
        {late && `, ${late}`}
      </span>
    </>
  );
}

/** Every artifact version of the releases, once, with the releases that hold it. */
export function SheetArtifacts({ segments }: { segments: readonly Segment[] }) {
  const shares = segments.flatMap((one) => one.shares);
  const versions = new Map(
    shares.flatMap((share) =>
      share.artifacts.map((part) => [`${part.kind} ${part.name} ${part.version}`, part] as const),
    ),
  );
  const ordered = [...versions].sort(([, a], [, b]) => byKindAndName(a, b));
  if (versions.size === 0) return <p>None.</p>;
  const holders = (key: string) =>
    [
      ...new Set(
        shares
          .filter((share) =>
            share.artifacts.some((part) => `${part.kind} ${part.name} ${part.version}` === key),
          )
          .map((share) => share.release.slice(0, 12)),
      ),
    ].join(", ");
  return (
    <table className="w-full border-collapse">
      <Head names={["Kind", "Name and version", "SHA-256, why, and the releases that hold it"]} />
      <tbody>
        {ordered.map(([key, part]) => (
          <tr key={key} className={row}>
            <td className={`${cell} whitespace-nowrap`}>{kindNames[part.kind]}</td>
            <td className={cell}>
              {part.name} {part.version}
            </td>
            <td className="py-1">
              <span className="block break-all font-mono text-[10px]">{part.digest}</span>
              <span className="block">
                {part.change} <span className="text-text-2">({holders(key)})</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
