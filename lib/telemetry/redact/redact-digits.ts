import type { Finding } from "./redact-builtin.ts";

/** A run of digits with at most three separators between two of them; bounded, so that a search is linear. */
const digitRuns = /\d(?:[ \u00a0\u2009\u202f.\-\u2010-\u2015/()]{0,3}\d){3,}/g;
const hexToken = /^[0-9a-f]{20,}$/i;
const ipv4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|\.\d)/g;
const ssn = /(?<![\d-])(?!000|666|9\d\d)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/g;

/** Lengths that the card schemes use, by the number's beginning (ISO/IEC 7812 ranges). */
const schemes: readonly [RegExp, readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720))/, [16]],
  [/^3[47]/, [15]],
  [/^(?:30[0-5]|3[689])/, [14, 16, 19]],
  [/^(?:6011|64[4-9]|65|62|81|35|60|50|5[6-8]|6[1367])/, [13, 14, 15, 16, 17, 18, 19]],
];

const lengthsByBegin = new Map<string, readonly number[]>();

/** Lengths that a number with these first four digits may have. */
function lengthsOf(begin: string): readonly number[] {
  const known = lengthsByBegin.get(begin);
  if (known) return known;
  const lengths = schemes.find(([scheme]) => scheme.test(begin))?.[1] ?? [];
  lengthsByBegin.set(begin, lengths);
  return lengths;
}

/** Luhn's checksum (ISO/IEC 7812-1 annex B). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Cards in a run: whole groups of digits whose digits together make a number; of several the longest. */
function cards(run: string, at: number): Finding[] {
  const groups = [...run.matchAll(/\d+/g)];
  const digits = run.replace(/\D/g, "");
  /** Where the group ends in the run that ends after so many digits. */
  const ends = new Map<number, number>();
  let counted = 0;
  for (const { 0: group, index } of groups) {
    counted += group.length;
    ends.set(counted, index + group.length);
  }
  const found: Finding[] = [];
  let from = 0;
  for (const { 0: group, index } of groups) {
    const begin = digits.slice(from, from + 4);
    const length = lengthsOf(begin).findLast(
      (count) => ends.has(from + count) && luhn(digits.slice(from, from + count)),
    );
    if (length !== undefined)
      found.push({ from: at + index, to: at + (ends.get(from + length) ?? 0), name: "card" });
    from += group.length;
  }
  return found;
}

/** A number in international form: + or 00, a country code, 7 to 15 digits in all (ITU-T E.164). */
function phone(text: string, from: number, run: string): Finding | null {
  const digits = run.replace(/\D/g, "");
  const before = text.slice(Math.max(0, from - 3), from);
  const plus = /(?:^|[^\w+])(\+\(?)$/.exec(before);
  if (plus && digits.length >= 7 && digits.length <= 15 && !digits.startsWith("0"))
    return { from: from - (plus[1]?.length ?? 1), to: from + run.length, name: "phone" };
  const doubleZero = /^00[1-9]/.test(run) && !/[\w.+]$/.test(before);
  if (doubleZero && digits.length >= 10 && digits.length <= 17)
    return { from, to: from + run.length, name: "phone" };
  return null;
}

function within(pattern: RegExp, run: string, at: number, name: Finding["name"]): Finding[] {
  return [...run.matchAll(pattern)].map((match) => ({
    from: at + match.index,
    to: at + match.index + match[0].length,
    name,
  }));
}

/** Digits inside a long hexadecimal word are a digest or an id, never a card. */
function inHexToken(text: string, from: number, to: number): boolean {
  let begin = from;
  let end = to;
  while (begin > 0 && from - begin < 128 && /[0-9a-z]/i.test(text[begin - 1] ?? "")) begin -= 1;
  while (end < text.length && end - to < 128 && /[0-9a-z]/i.test(text[end] ?? "")) end += 1;
  return (begin < from || end > to) && hexToken.test(text.slice(begin, end));
}

/** Card numbers, phone numbers, social security numbers and IPv4 addresses. */
export function findDigits(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(digitRuns)) {
    const [run] = match;
    const from = match.index;
    if (/^\d+$/.test(run) && inHexToken(text, from, from + run.length)) continue;
    const call = phone(text, from, run);
    if (call) found.push(call);
    if (run.length >= 13) found.push(...cards(run, from));
    if (run.includes(".")) found.push(...within(ipv4, run, from, "ip"));
    if (run.includes("-") || run.includes(" ")) found.push(...within(ssn, run, from, "ssn"));
  }
  return found;
}
