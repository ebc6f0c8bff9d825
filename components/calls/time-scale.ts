/** An instant with microseconds, in milliseconds since 1970: Date.parse would drop the last three digits. */
export function instantMs(text: string): number {
  const digits = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? "";
  return Date.parse(text) + Number(digits.padEnd(3, "0")) / 1000;
}

type Stretch = { startedAt: string; durationMs: number };
type Piece = { from: number; to: number; left: number; width: number };

/** One scale for all bars: milliseconds since 1970 to a fraction from 0 to 1, with idle time shortened. */
export type TimeScale = {
  /** Stretches in which something ran, drawn true to scale. */
  busy: readonly Piece[];
  /** Idle stretches between them that are drawn shorter than they are. */
  gaps: readonly Piece[];
  busyMs: number;
  /** The fraction at which an instant lies. */
  at: (instant: string | number) => number;
};

/** Idle time is shortened when it is longer than this share of all time in which something ran, and than a second. */
const GAP_SHARE = 0.15;
const GAP_MIN_MS = 1000;
/** What a shortened gap takes of the scale; all of them together never more than a third. */
const GAP_WIDTH = 0.04;
const GAPS_WIDTH = 0.33;

function merged(stretches: readonly Stretch[]): { from: number; to: number }[] {
  const sorted = stretches
    .map(({ startedAt, durationMs }) => {
      const from = instantMs(startedAt);
      return { from, to: from + Math.max(0, durationMs) };
    })
    .sort((a, b) => a.from - b.from);
  const pieces: { from: number; to: number }[] = [];
  for (const next of sorted) {
    const last = pieces.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else pieces.push({ ...next });
  }
  return pieces;
}

/** Joins pieces whose gap is too short to be worth shortening. */
function joined(pieces: { from: number; to: number }[]): { from: number; to: number }[] {
  const busy = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  const shortest = Math.max(GAP_MIN_MS, busy * GAP_SHARE);
  const result: { from: number; to: number }[] = [];
  for (const next of pieces) {
    const last = result.at(-1);
    if (last && next.from - last.to < shortest) last.to = next.to;
    else result.push({ ...next });
  }
  return result;
}

/** The scale of some spans. Without any it is a scale on which everything lies at 0. */
export function timeScale(stretches: readonly Stretch[]): TimeScale {
  const pieces = joined(merged(stretches));
  const busyMs = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  const gapCount = Math.max(0, pieces.length - 1);
  const gapWidth = gapCount === 0 ? 0 : Math.min(GAP_WIDTH, GAPS_WIDTH / gapCount);
  const room = 1 - gapWidth * gapCount;
  const busy: Piece[] = [];
  const gaps: Piece[] = [];
  let left = 0;
  for (const { from, to } of pieces) {
    const before = busy.at(-1);
    if (before) {
      gaps.push({ from: before.to, to: from, left, width: gapWidth });
      left += gapWidth;
    }
    // Spans of no length share the room alike.
    const width = busyMs > 0 ? ((to - from) / busyMs) * room : room / pieces.length;
    busy.push({ from, to, left, width });
    left += width;
  }
  const all = [...busy, ...gaps].sort((a, b) => a.from - b.from || a.to - b.to);
  const at = (instant: string | number) => {
    const ms = typeof instant === "number" ? instant : instantMs(instant);
    const piece = all.findLast(({ from }) => from <= ms);
    if (!piece) return 0;
    const length = piece.to - piece.from;
    const within = length > 0 ? Math.min(1, (ms - piece.from) / length) : 0;
    return Math.min(1, piece.left + within * piece.width);
  };
  return { busy, gaps, busyMs, at };
}

export type Bar = { left: number; width: number; firstToken: number | null };

/** Where a span's bar lies, and where in it the first token came, as fractions of the bar. */
export function barOf(scale: TimeScale, span: Stretch & { timeToFirstTokenMs?: number | null }): Bar {
  const from = instantMs(span.startedAt);
  const left = scale.at(from);
  const width = Math.max(0, scale.at(from + Math.max(0, span.durationMs)) - left);
  const first = span.timeToFirstTokenMs ?? null;
  const inside = first !== null && first >= 0 && first <= span.durationMs && width > 0;
  return { left, width, firstToken: inside ? (scale.at(from + first) - left) / width : null };
}

export type Tick = { left: number; ms: number };

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000];
const minutes = [300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000];

/** Marks of the axis as milliseconds since the beginning: round ones, or the beginnings of its busy stretches. */
export function ticksOf(scale: TimeScale): Tick[] {
  const start = scale.busy[0]?.from ?? 0;
  if (scale.gaps.length > 0) {
    const far: Tick[] = [];
    for (const { from, left } of scale.busy) {
      const last = far.at(-1);
      if (!last || left - last.left >= 0.2) far.push({ left, ms: from - start });
    }
    return far;
  }
  const wished = scale.busyMs / 4;
  const step = [...steps, ...minutes].find((one) => one >= wished) ?? wished;
  if (step <= 0) return [{ left: 0, ms: 0 }];
  const count = Math.floor(scale.busyMs / step);
  return Array.from({ length: count + 1 }, (_, index) => ({
    left: scale.at(start + index * step),
    ms: index * step,
  }));
}
