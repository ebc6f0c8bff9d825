export type Span = { from: number; to: number };

/**
 * Where a span stands on an axis, in percent of its width: cut at the axis's ends, null when outside of it.
 * All times in milliseconds since 1970.
 */
export function placeOnAxis(span: Span, axis: Span): { left: number; width: number } | null {
  const length = axis.to - axis.from;
  const from = Math.max(span.from, axis.from);
  const to = Math.min(span.to, axis.to);
  if (length <= 0 || to <= from) return null;
  return { left: ((from - axis.from) / length) * 100, width: ((to - from) / length) * 100 };
}
