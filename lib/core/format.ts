/** How dates and figures are written on screen. Money is formatted in money.ts. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

type Parts = {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
  weekday: string;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using one, and a table has hundreds of dates. */
function formatter(key: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}

function partsIn(instant: Date, zone: string): Parts {
  const parts = formatter(`parts ${zone}`, "en-GB", {
    timeZone: zone,
    weekday: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    year: get("year"),
    month: months[Number(get("month")) - 1] ?? "",
    day: String(Number(get("day"))),
    hour: get("hour"),
    minute: get("minute"),
    second: get("second"),
    weekday: get("weekday"),
  };
}

/** The short name of a zone at an instant: "CET", "EST", "GMT+5:30"; no locale knows all of them. */
export function zoneName(instant: Date, zone: string): string {
  if (zone === "UTC") return "UTC";
  const named = ["en-GB", "en-US", "en-AU"].map(
    (locale) =>
      formatter(`zone ${locale} ${zone}`, locale, { timeZone: zone, timeZoneName: "short" })
        .formatToParts(instant)
        .find((part) => part.type === "timeZoneName")?.value ?? zone,
  );
  return named.find((name) => !/^(GMT|UTC)[+-]/.test(name)) ?? named[0] ?? zone;
}

/** "14 Mar 2026" of an instant in a zone (IANA name). */
export function formatDate(instant: Date | string | number, zone: string): string {
  const p = partsIn(new Date(instant), zone);
  return `${p.day} ${p.month} ${p.year}`;
}

/** "14 Mar" of an instant in a zone: for the ends of an axis and for "until 9 Feb". */
export function formatDay(instant: Date | string | number, zone: string): string {
  const p = partsIn(new Date(instant), zone);
  return `${p.day} ${p.month}`;
}

/** "14 Mar 2026, 09:20 CET" of an instant in a zone (IANA name). */
export function formatDateTime(
  instant: Date | string | number,
  zone: string,
  options: { seconds?: boolean; zoneName?: boolean; weekday?: boolean } = {},
): string {
  const at = new Date(instant);
  const p = partsIn(at, zone);
  const time = `${p.hour}:${p.minute}${options.seconds ? `:${p.second}` : ""}`;
  const weekday = options.weekday ? `${p.weekday} ` : "";
  const name = options.zoneName === false ? "" : ` ${zoneName(at, zone)}`;
  return `${weekday}${p.day} ${p.month} ${p.year}, ${time}${name}`;
}

/** "09:20" of an instant in a zone. */
export function formatClock(instant: Date | string | number, zone: string): string {
  const p = partsIn(new Date(instant), zone);
  return `${p.hour}:${p.minute}`;
}

const numberFormat = (digits: number) =>
  new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const byDigits = [0, 1, 2, 3, 4].map(numberFormat);

/** "19,366"; with digits a fixed number of decimals, at most four. */
export function formatNumber(value: number, digits = 0): string {
  return (byDigits[Math.min(Math.max(digits, 0), 4)] ?? numberFormat(0)).format(value);
}

/** "19.4 k", "2.1 M": for axes and tight places; figures under 10,000 stay whole. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  for (const [unit, step] of [
    ["G", 1e9],
    ["M", 1e6],
    ["k", 1e3],
  ] as const) {
    if (size >= (unit === "k" ? 10_000 : step)) return `${trimZeros(formatNumber(value / step, 1))} ${unit}`;
  }
  return Number.isInteger(value) ? formatNumber(value) : formatNumber(value, 2);
}

/**
 * "99.8 %" of a fraction from 0 to 1. Never rounds to a limit it has not reached: 0.9999 is "99.9 %",
 * not "100 %", and 0.0001 is "0.1 %" only when it is; smaller ones are "< 0.1 %".
 */
export function formatPercent(fraction: number, digits = 1): string {
  const step = 10 ** -digits;
  const percent = fraction * 100;
  if (fraction > 0 && percent < step) return `< ${formatNumber(step, digits)} %`;
  const rounded = fraction < 1 && percent > 100 - step ? Math.floor(percent / step) * step : percent;
  return `${trimZeros(formatNumber(rounded, digits))} %`;
}

/** "840 ms", "2.4 s", "3 min 5 s", "4 h 12 min", "12 d 3 h" of milliseconds. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${formatNumber(ms)} ms`;
  if (ms < 60_000) return `${trimZeros(formatNumber(ms / 1000, 1))} s`;
  const two = (big: number, bigUnit: string, small: number, smallUnit: string) =>
    small > 0 ? `${big} ${bigUnit} ${small} ${smallUnit}` : `${big} ${bigUnit}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return two(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return two(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(minutes / 60);
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** "12 d ago", "in 3 h", "just now": the distance of an instant from now, in its largest unit. */
export function formatRelative(instant: Date | string | number, now: Date | number): string {
  const ms = new Date(instant).getTime() - new Date(now).getTime();
  const size = Math.abs(ms);
  if (size < 60_000) return "just now";
  const text =
    size < 3_600_000
      ? `${Math.floor(size / 60_000)} min`
      : size < 86_400_000
        ? `${Math.floor(size / 3_600_000)} h`
        : `${Math.floor(size / 86_400_000)} d`;
  return ms < 0 ? `${text} ago` : `in ${text}`;
}

/** "1 feature", "2 features", "1,204 calls". */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "MO" of "Mika Oja"; "M" of "mika"; the name before the @ of an address. */
export function initials(name: string): string {
  const words = (name.split("@")[0] ?? name).split(/[\s._-]+/).filter(Boolean);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase() || "?";
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
