import { diffArrays, diffWordsWithSpace } from "diff";

/** Part of a line; `changed` where the line it stands beside says it otherwise. Joined they are the line. */
export type DiffPart = { text: string; changed: boolean };

/** One line of two texts told apart; its numbers count from 1 in each text, null where the text does not have it. */
export type DiffLine = {
  kind: "same" | "added" | "removed";
  before: number | null;
  after: number | null;
  parts: DiffPart[];
};

/** Lines that stand together. `far` ones are the same in both texts and stand away from any change. */
export type DiffBlock = { far: boolean; lines: DiffLine[] };

export type TextDiff = {
  blocks: DiffBlock[];
  /** Lines that only the later text has, and lines that only the earlier one has. */
  added: number;
  removed: number;
  /** True when the texts differ in nothing but how their lines end. */
  onlyLineEnds: boolean;
};

/** Beyond so many edits the shortest way from one text to the other is not looked for: one is taken out, the other put in. */
const MAX_EDITS = 1_000;

/** Removed times added lines of one change among which alike ones are looked for. */
const MAX_PAIRS = 2_500;

/** Longest line, in characters, in which changed words are marked. */
const MAX_WORDY = 4_000;

/** Share of words that two lines have in common before one is read as the other's new wording. */
const ALIKE = 0.5;

/** The lines of a text without their ends; a last line end opens no further line, and no text has no line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** What changed between two texts, line by line, and in lines that were reworded word by word. `context` is in lines. */
export function textDiff(before: string, after: string, context = 3): TextDiff {
  const old = linesOf(before);
  const now = linesOf(after);
  const lines = numbered(changesOf(old, now));
  const count = (kind: DiffLine["kind"]) => lines.filter((line) => line.kind === kind).length;
  const added = count("added");
  const removed = count("removed");
  return {
    blocks: blocksOf(lines, context),
    added,
    removed,
    onlyLineEnds: added + removed === 0 && before !== after,
  };
}

type Run = { kind: DiffLine["kind"]; lines: string[] };

function changesOf(old: string[], now: string[]): Run[] {
  const found = diffArrays(old, now, { maxEditLength: MAX_EDITS });
  if (!found) {
    return [
      { kind: "removed", lines: old },
      { kind: "added", lines: now },
    ];
  }
  return found.map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    lines: value,
  }));
}

function numbered(runs: readonly Run[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let before = 1;
  let after = 1;
  runs.forEach(({ kind, lines: texts }, index) => {
    const next = runs[index + 1];
    const last = runs[index - 1];
    // Both sides of a rewording are told apart the same way, each from its own run.
    const wording =
      kind === "removed" && next?.kind === "added"
        ? reworded(texts, next.lines).removed
        : kind === "added" && last?.kind === "removed"
          ? reworded(last.lines, texts).added
          : new Map<number, DiffPart[]>();
    texts.forEach((text, at) => {
      lines.push({
        kind,
        before: kind === "added" ? null : before++,
        after: kind === "removed" ? null : after++,
        parts: wording.get(at) ?? [{ text, changed: false }],
      });
    });
  });
  return lines;
}

type Wording = Map<number, DiffPart[]>;

/** Finds for each removed line the added one that says it otherwise, in order, and marks the words that changed. */
function reworded(
  removed: readonly string[],
  added: readonly string[],
): { removed: Wording; added: Wording } {
  const found = { removed: new Map<number, DiffPart[]>(), added: new Map<number, DiffPart[]>() };
  if (removed.length * added.length > MAX_PAIRS) return found;
  let from = 0;
  removed.forEach((old, at) => {
    const likeness = added.map((now, index) => (index < from ? 0 : alike(old, now)));
    const best = Math.max(0, ...likeness);
    if (best < ALIKE) return;
    const to = likeness.indexOf(best);
    const parts = diffWordsWithSpace(old, added[to] ?? "");
    const side = (other: "added" | "removed") =>
      parts
        .filter((part) => !part[other])
        .map(({ value, added: plus, removed: minus }) => ({ text: value, changed: plus || minus }));
    found.removed.set(at, side("added"));
    found.added.set(to, side("removed"));
    from = to + 1;
  });
  return found;
}

/** Dice's coefficient over the words of two lines, from 0 to 1. */
function alike(one: string, other: string): number {
  if (one.length > MAX_WORDY || other.length > MAX_WORDY) return 0;
  const words = (text: string) => new Set(text.match(/[\p{L}\p{N}]+/gu) ?? []);
  const [a, b] = [words(one), words(other)];
  const common = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

function blocksOf(lines: readonly DiffLine[], context: number): DiffBlock[] {
  const near = new Uint8Array(lines.length);
  lines.forEach((line, index) => {
    if (line.kind !== "same") near.fill(1, Math.max(0, index - context), index + context + 1);
  });
  const blocks: DiffBlock[] = [];
  lines.forEach((line, index) => {
    const far = near[index] === 0;
    const last = blocks.at(-1);
    if (last?.far === far) last.lines.push(line);
    else blocks.push({ far, lines: [line] });
  });
  return blocks;
}
