/** A stream of numbers that is the same for the same seed text. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [from, to], both included. */
  whole(from: number, to: number): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
  /** Lower-case hexadecimal, never all zeros. */
  hex(bytes: number): string;
};

/** FNV-1a over UTF-16 code units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Chris Doty-Humphrey's sfc32 (PractRand), seeded by a text. Not for secrets. */
export function randomFrom(seed: string): Random {
  let [a, b, c, counter] = [hash(seed), hash(`${seed} b`), hash(`${seed} c`), 1];
  const bits = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 15; warm += 1) bits();
  const next = (): number => bits() / 4_294_967_296;
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    hex: (bytes) => {
      let text = "";
      while (text.length < bytes * 2) text += (bits() || 1).toString(16).padStart(8, "0");
      return text.slice(0, bytes * 2);
    },
  };
}
