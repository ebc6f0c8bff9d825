import type { ReactNode } from "react";
import { formatDateTime, formatNumber, formatPercent } from "#lib/core/format";
import { clockIn, dayClock } from "#lib/versions/clock-domain";
import { longDay, type VersionsView } from "#lib/versions/domain";
import type { FindingsAnswer } from "#lib/versions/findings/findings-schema";
import type { Running } from "#lib/versions/schema";
import { agreementFigures } from "./agreement-words.ts";
import { countedWords, dayWords, lateness } from "./segment-words.ts";
import { SheetArtifacts, SheetDeclared } from "./sheet-declared.tsx";
import { offsetText } from "./sheet-words.ts";

export type SheetProps = {
  organisation: string;
  feature: { slug: string; name: string };
  view: VersionsView;
  running: Running;
  findings: FindingsAnswer;
  /** The whole address that answers with the same again. */
  request: string;
  digest: string;
  madeBy: string;
  madeAt: string;
};

/** One day of one feature on paper: everything that was known of it, and how to hold the paper against the system later. */
export function RanSheet(props: SheetProps) {
  const { feature, view, running, findings, organisation } = props;
  const { tz } = view;
  return (
    <article
      data-theme="light"
      data-sheet=""
      className="mx-auto flex w-full max-w-[210mm] flex-col gap-4 bg-surface p-[12mm] text-sm text-text print:max-w-none print:p-0"
    >
      <header className="flex flex-col gap-0.5 border-line-strong border-b pb-3">
        <p className="flex justify-between text-text-2">
          <span>{organisation}</span>
          <span>Threshold</span>
        </p>
        <h1 className="font-semibold text-xl">What ran on {longDay(view.at)}</h1>
        <p className="text-base">
          {feature.name} <span className="text-text-2">({feature.slug})</span>
        </p>
      </header>
      <Facts {...props} />
      <Part title="What was declared to run">
        <SheetDeclared segments={running.segments} day={dayClock(running.interval, tz)} />
      </Part>
      <Part title="Artifact versions">
        <SheetArtifacts segments={running.segments} />
      </Part>
      <Part title="What telemetry showed">
        <Observed findings={findings} zone={tz} />
      </Part>
      <Part title="Findings">
        {findings.findings.length === 0 ? (
          <p>None: nothing that was observed differs from what was declared.</p>
        ) : (
          <ol className="list-decimal pl-5">
            {findings.findings.map((one) => (
              <li key={one.sentence} className="mb-1 break-inside-avoid">
                {one.sentence} {one.detail}
              </li>
            ))}
          </ol>
        )}
      </Part>
      <KnownThen findings={findings} zone={tz} />
      <Again {...props} />
    </article>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-1 break-after-avoid font-semibold text-base">{title}</h2>
      {children}
    </div>
  );
}

function Facts({ view, running, madeAt, madeBy }: SheetProps) {
  const { from, to } = running.interval;
  const items: [string, string][] = [
    ["Day", dayWords(running.interval, view.tz)],
    ["In instants", `${offsetText(from, view.tz)} to ${offsetText(to, view.tz)}`],
    ["Environment", running.environment],
    ["As known at", `${formatDateTime(running.knownAt, view.tz, { seconds: true })} (${running.knownAt})`],
    ["Made", `${formatDateTime(madeAt, view.tz, { seconds: true })}, by ${madeBy}`],
  ];
  return (
    <dl className="grid grid-cols-[96px_1fr] gap-x-3 gap-y-0.5">
      {items.map(([term, text]) => (
        <div key={term} className="contents">
          <dt className="text-text-2">{term}</dt>
          <dd className="tnum">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

const whatWords = { release: "Release", model: "Model", prompt: "Prompt" } as const;
const declaredWords = { yes: "declared", partly: "partly declared", no: "not declared" } as const;

function Observed({ findings, zone }: { findings: FindingsAnswer; zone: string }) {
  const { calls, observed, silence, interval } = findings;
  const counted = countedWords(interval, zone);
  if (calls === 0)
    return (
      <p>
        {silence ?? "No calls."} {counted}
      </p>
    );
  return (
    <>
      <p className="mb-1">
        {agreementFigures(findings)} {counted}
      </p>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-line-strong border-b">
            {["What", "Value", "Declared", "Calls", "Share"].map((head, index) => (
              <th
                key={head}
                scope="col"
                className={`py-0.5 pr-2 font-semibold ${index > 2 ? "text-right" : ""}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {observed.map((one) => (
            <tr key={`${one.what} ${one.value}`} className="border-line border-b align-top">
              <td className="py-0.5 pr-2">{whatWords[one.what]}</td>
              <td className="break-all py-0.5 pr-2 font-mono text-[10px]">{one.value ?? "none"}</td>
              <td className="py-0.5 pr-2">
                {declaredWords[one.declared]}
                {one.declaredShare !== null &&
                  one.declared !== "no" &&
                  ` (${formatPercent(one.declaredShare)})`}
              </td>
              <td className="py-0.5 pr-2 text-right tnum">{formatNumber(one.calls)}</td>
              <td className="py-0.5 text-right tnum">{formatPercent(one.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function KnownThen({ findings, zone }: { findings: FindingsAnswer; zone: string }) {
  const { at, differences } = findings.knownThen;
  if (differences.length === 0) return null;
  const day = dayClock(findings.interval, zone);
  const words = (one: (typeof differences)[number]["now"]) =>
    one === null
      ? "nothing declared"
      : one.shares
          .map(({ release, weight }) => `${release.slice(0, 12)} ${formatPercent(weight)}`)
          .join(", ");
  return (
    <Part title={`Known differently when the day ended (${formatDateTime(at, zone)})`}>
      <ul className="list-disc pl-5">
        {differences.map((one) => (
          <li key={one.from}>
            {clockIn(one.from, day)} to {clockIn(one.to, day)}: then {words(one.before)}; on this sheet{" "}
            {words(one.now)}
            {one.now?.reportedAt &&
              ` (reported by ${one.now.reportedBy} on ${formatDateTime(one.now.reportedAt, zone)}, ${lateness(one.from, one.now.reportedAt) ?? "in time"})`}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Again({ request, digest }: SheetProps) {
  return (
    <Part title="How to hold this sheet against the system">
      <p>
        What was declared, as known at the instant above, is answered by this request in exactly the same
        bytes at any later time; their SHA-256 is the digest below. What telemetry showed may still grow by
        what arrives late.
      </p>
      <p className="mt-1 break-all font-mono text-[10px]">
        curl -s -H "authorization: Bearer $THRESHOLD_API_KEY" "{request}" | sha256sum
      </p>
      <p className="mt-1">
        SHA-256 <span className="break-all font-mono text-[10px]">{digest}</span>
      </p>
    </Part>
  );
}
