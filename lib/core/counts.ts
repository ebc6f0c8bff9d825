import type { BucketCount } from "./stats.ts";

/** Buckets start at -1 and end far below: log_bucket of the greatest bigint is 1,092. */
const FIRST = -1;
const SIZE = 2048;

const MINUS = 45;
const ZERO = 48;
const NINE = 57;

/** Whole numbers of arrays as Postgres writes them, one array after the other: "{-1,17}{240}". */
class Numbers {
  private readonly text: string;
  private at = 0;
  constructor(text: string) {
    this.text = text;
  }

  /** The next one; null at the end. */
  next(): number | null {
    const { text } = this;
    let [at, value, sign, digits] = [this.at, 0, 1, 0];
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= ZERO && code <= NINE) {
        value = value * 10 + code - ZERO;
        digits += 1;
      } else if (code === MINUS) sign = -1;
      else if (digits > 0) break;
    }
    this.at = at;
    return digits === 0 ? null : sign * value;
  }
}

/** Buckets and how many values lie in each, in the same order; a bucket may occur more than once. */
export type Stored = { buckets: number[]; counts: number[] };

function numbersOf(text: string): number[] {
  const numbers = new Numbers(text);
  const found: number[] = [];
  for (let number = numbers.next(); number !== null; number = numbers.next()) found.push(number);
  return found;
}

/** A stored histogram, or several, from the texts of its arrays. */
export const storedOf = (buckets: string, counts: string): Stored => ({
  buckets: numbersOf(buckets),
  counts: numbersOf(counts),
});

/**
 * A histogram that stored ones are added to or taken from (sign -1). Exact: what remains is as if all values had been
 * counted at once.
 */
export class Counts {
  private readonly counts = new Float64Array(SIZE);

  add(sign: number, { buckets, counts }: Stored): void {
    for (let index = 0; index < buckets.length; index += 1) {
      const place = (buckets[index] ?? 0) - FIRST;
      this.counts[place] = (this.counts[place] ?? 0) + sign * (counts[index] ?? 0);
    }
  }

  /** Buckets that hold something, ascending. */
  list(): BucketCount[] {
    const found: BucketCount[] = [];
    for (let place = 0; place < SIZE; place += 1) {
      const count = this.counts[place] ?? 0;
      if (count !== 0) found.push({ bucket: place + FIRST, count });
    }
    return found;
  }
}
