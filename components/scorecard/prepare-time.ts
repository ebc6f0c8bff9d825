import type { AxisRow } from "#components/charts/time-axis";
import {
  formatClock,
  formatCount,
  formatDateTime,
  formatDay,
  formatNumber,
  formatPercent,
} from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import type { Timeline } from "#lib/scorecard/timeline-schema";

/** Not of core/time: calendars would come into the page with it. */
const HOUR_MS = 3_600_000;

const ms = (at: string) => Date.parse(at);

type Ran = Timeline["running"][number];

/** What begins before the axis or goes on has no such end on it. */
function whenOf(data: Timeline, one: Ran, zone: string): string {
  const [began, ended] = [ms(one.from) > ms(data.from), ms(one.to) < ms(data.to)];
  const [from, to] = [formatDateTime(one.from, zone), formatDateTime(one.to, zone)];
  if (began) return ended ? `${from} to ${to}` : `Since ${from}`;
  return ended ? `Until ${to}` : "All of this time";
}

/** What began to run inside the axis. */
export function beginnings(data: Timeline): Ran[] {
  return data.running.filter((one) => ms(one.from) > ms(data.from));
}

/** Where something ended and nothing followed. */
function endings(data: Timeline): string[] {
  return data.running
    .filter((one, index) => ms(one.to) < ms(data.to) && data.running[index + 1]?.from !== one.to)
    .map((one) => one.to);
}

/** Of what was declared to run, each as long as it did: a deployment may have had an end, or be believed no more. */
function deploymentRow(data: Timeline, slug: string, zone: string): AxisRow {
  return {
    kind: "lane",
    key: "deployments",
    label: "Deployments",
    emptyText: "Nothing was declared to run in production in this time",
    segments: data.running.map((one, index) => ({
      from: ms(one.from),
      to: ms(one.to),
      label: one.name,
      detail: `${whenOf(data, one, zone)}. ${one.reason} Reported by ${one.by}.`,
      tone: index % 2 === 0 ? "accent" : "plain",
      href: `/features/${slug}/versions?${new URLSearchParams({ at: one.day, tz: zone })}`,
    })),
  };
}

/** Each change of the score; a judgement that kept the count is no step. */
function scoreRow(data: Timeline, slug: string, zone: string): AxisRow {
  const changes = data.scores.filter((one, index) => one.met !== data.scores[index - 1]?.met);
  return {
    kind: "steps",
    key: "scores",
    label: "Score",
    note: "characteristics met",
    top: 6,
    steps: changes.map((one, index) => {
      const before = changes[index - 1]?.met;
      return {
        at: ms(one.at),
        value: one.met,
        name: before === undefined ? `${one.met} of 6` : `${before} to ${one.met} of 6`,
        detail: formatDateTime(one.at, zone),
        href: `/features/${slug}#history`,
      };
    }),
  };
}

function troubleRow(data: Timeline, slug: string, zone: string): AxisRow {
  return {
    kind: "lane",
    key: "trouble",
    label: "Trouble seen",
    note: "in telemetry",
    emptyText: `No hour above the limit of ${formatPercent(data.limit, 2)}`,
    segments: data.trouble.map((one) => ({
      from: ms(one.from),
      to: ms(one.to),
      label: `${formatPercent(one.failed / one.interactions)} failed`,
      detail: `${formatDateTime(one.from, zone)} to ${formatClock(one.to, zone)}: ${formatNumber(one.failed)} of ${formatCount(one.interactions, "interaction")} failed with no designed response; the limit is ${formatPercent(data.limit, 2)}.`,
      tone: "stale",
      href: `/features/${slug}/calls?${new URLSearchParams({ environment: "production", status: "error", from: one.from, to: one.to })}`,
    })),
  };
}

const pointName = (start: string, hourly: boolean, zone: string) =>
  hourly ? `${formatDay(start, zone)}, ${formatClock(start, zone)}` : formatDay(start, zone);

/** Whether points are hours; else they are days. */
function isHourly({ series }: Timeline): boolean {
  const [first, second] = series;
  return first !== undefined && second !== undefined && ms(second.start) - ms(first.start) === HOUR_MS;
}

function lineRows(data: Timeline, zone: string): AxisRow[] {
  const hourly = isHourly(data);
  const line = (of: (point: Timeline["series"][number]) => number | null, write: (value: number) => string) =>
    data.series.map((point) => {
      const value = of(point);
      const figure = value === null ? "no data" : write(value);
      return { at: ms(point.start), value, label: `${pointName(point.start, hourly, zone)}: ${figure}` };
    });
  const per = hourly ? "mean per hour" : "mean per day";
  const cents = (value: number) => `${formatCents(value)} ¢`;
  return [
    {
      kind: "line",
      key: "cents",
      label: "¢ per interaction",
      note: per,
      tone: "c1",
      points: line(({ cents: value }) => value, cents),
      write: cents,
    },
    {
      kind: "line",
      key: "errors",
      label: "Failed calls",
      note: hourly ? "share per hour" : "share per day",
      tone: "c2",
      points: line(({ errorShare }) => errorShare, formatPercent),
      write: (value) => formatPercent(value),
    },
  ];
}

/** The rows of the axis, in the order of reading: what was changed, what followed. Incidents would come after trouble. */
export function axisRows(data: Timeline, slug: string, zone: string): AxisRow[] {
  return [
    deploymentRow(data, slug, zone),
    scoreRow(data, slug, zone),
    troubleRow(data, slug, zone),
    ...lineRows(data, zone),
  ];
}

/** All of the axis as one table, in the order of time: what happened, and the figures of each hour or day. */
export function axisTable(data: Timeline, zone: string): { head: string[]; rows: string[][] } {
  const hourly = isHourly(data);
  const scores = data.scores.filter(
    (one, index) => one.met !== data.scores[index - 1]?.met && one.at >= data.from,
  );
  const events = [
    ...beginnings(data).map((one) => ({ at: one.from, what: `Deployed ${one.name}: ${one.reason}` })),
    ...endings(data).map((at) => ({ at, what: "Nothing is declared to run from here" })),
    ...scores.map((one) => ({ at: one.at, what: `Score ${one.met} of 6` })),
    ...data.trouble.map((one) => ({
      at: one.from,
      what: `Trouble until ${formatDateTime(one.to, zone)}: ${one.failed} of ${one.interactions} failed`,
    })),
  ].map(({ at, what }) => ({ at: ms(at), row: [formatDateTime(at, zone), what, "", ""] }));
  const points = data.series.map((point) => ({
    at: ms(point.start),
    row: [
      pointName(point.start, hourly, zone),
      formatCount(point.interactions, "interaction"),
      point.cents === null ? "no data" : `${formatCents(point.cents)} ¢`,
      point.errorShare === null ? "no data" : formatPercent(point.errorShare),
    ],
  }));
  const rows = [...events, ...points].sort((a, b) => a.at - b.at).map(({ row }) => row);
  return { head: ["When", "What", "Mean ¢ per interaction", "Failed calls"], rows };
}

/** Labels at the ends and between; the axis ends with the full hour that is begun. */
export function axisTicks({ from, to }: Pick<Timeline, "from" | "to">, zone: string) {
  const [start, end] = [ms(from), ms(to)];
  return [0, 0.25, 0.5, 0.75, 1].map((part) => ({
    at: start + (end - start) * part,
    label: part === 1 ? "now" : formatDay(start + (end - start) * part, zone),
  }));
}
