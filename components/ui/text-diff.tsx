"use client";
import { useState } from "react";
import { cx } from "#lib/core/class-names";
import { formatCount } from "#lib/core/format";
import type { DiffBlock, DiffLine, TextDiff } from "#lib/core/text-diff";
import { Button } from "./button.tsx";

export type TextDiffViewProps = {
  diff: TextDiff;
  /** What is compared, for those who do not see it: "Revision 3 beside revision 2". */
  label: string;
};

/** Drawing more lines at once makes a page slow; the rest comes when asked for. */
const SHOWN_AT_ONCE = 1_500;

const signs = {
  same: { sign: "", word: null, row: "" },
  added: { sign: "+", word: "added", row: "bg-met-soft" },
  removed: { sign: "−", word: "removed", row: "bg-unmet-soft" },
} as const;

/** Two texts in one column: signs, underlines and strikes say what colour says too. Lines away from changes are folded. */
export function TextDiffView({ diff, label }: TextDiffViewProps) {
  const [all, setAll] = useState(false);
  if (diff.added + diff.removed === 0) {
    return (
      <p className="px-3.5 py-3 text-text-2">
        {diff.onlyLineEnds ? "Only how the lines end differs." : "Both are the same."}
      </p>
    );
  }
  const total = diff.blocks.reduce((sum, block) => sum + (block.far ? 1 : block.lines.length), 0);
  const blocks = all ? diff.blocks : firstOf(diff.blocks, SHOWN_AT_ONCE);
  return (
    <>
      <table className="w-full table-fixed border-collapse font-mono text-sm">
        <caption className="sr-only">{label}</caption>
        <colgroup>
          <col className="w-11 max-sm:hidden" />
          <col className="w-9 sm:w-11" />
          <col className="w-5" />
          <col />
        </colgroup>
        {blocks.map((block) => (
          <Block key={keyOf(block.lines[0])} block={block} />
        ))}
      </table>
      {!all && total > SHOWN_AT_ONCE && (
        <div className="border-line border-t p-2 text-center">
          <Button size="sm" onClick={() => setAll(true)}>
            Show the other {formatCount(total - SHOWN_AT_ONCE, "line")}
          </Button>
        </div>
      )}
    </>
  );
}

/** "+3 −1" with words for those who hear it. */
export function DiffTally({ diff }: { diff: Pick<TextDiff, "added" | "removed"> }) {
  return (
    <span className="tnum whitespace-nowrap text-sm text-text-2">
      <span className="sr-only">
        {formatCount(diff.added, "line")} added, {formatCount(diff.removed, "line")} removed
      </span>
      <span aria-hidden="true">
        <span className="text-met">+{diff.added}</span> <span className="text-unmet">−{diff.removed}</span>
      </span>
    </span>
  );
}

function firstOf(blocks: readonly DiffBlock[], most: number): DiffBlock[] {
  const found: DiffBlock[] = [];
  let room = most;
  for (const block of blocks) {
    if (room <= 0) break;
    found.push(block.far ? block : { ...block, lines: block.lines.slice(0, room) });
    room -= block.far ? 1 : block.lines.length;
  }
  return found;
}

const keyOf = (line: DiffLine | undefined) => `${line?.before ?? "-"}:${line?.after ?? "-"}`;

function Block({ block }: { block: DiffBlock }) {
  const [open, setOpen] = useState(false);
  // One line away from a change takes no more room than the button that would fold it.
  const folded = block.far && !open && block.lines.length > 1;
  return (
    <tbody>
      {folded ? (
        <tr>
          <td colSpan={4} className="border-line border-y bg-sunken p-0">
            <button
              type="button"
              onClick={() => setOpen(true)}
              className="w-full px-3 py-1 text-left font-sans text-sm text-text-2 hover:text-text focus-visible:-outline-offset-2"
            >
              {formatCount(block.lines.length, "unchanged line")}, show
            </button>
          </td>
        </tr>
      ) : (
        block.lines.map((line) => <Line key={keyOf(line)} line={line} />)
      )}
    </tbody>
  );
}

function Line({ line }: { line: DiffLine }) {
  const { sign, word, row } = signs[line.kind];
  const number = "select-none py-px pr-2 text-right align-top tnum text-text-2";
  return (
    <tr className={row}>
      <td className={cx(number, "max-sm:hidden")}>{line.before}</td>
      <td className={number}>
        <span className="sm:hidden">{line.after ?? line.before}</span>
        <span className="max-sm:hidden">{line.after}</span>
      </td>
      <td className="select-none py-px text-center align-top font-semibold">
        <span aria-hidden="true">{sign}</span>
        {word && <span className="sr-only">{word}</span>}
      </td>
      <td className="whitespace-pre-wrap break-words py-px pr-3 align-top">
        <Text line={line} />
      </td>
    </tr>
  );
}

function Text({ line }: { line: DiffLine }) {
  const Mark = line.kind === "removed" ? "del" : "ins";
  let at = 0;
  return line.parts.map((part) => {
    const key = at;
    at += part.text.length;
    if (!part.changed || line.kind === "same") return <span key={key}>{part.text}</span>;
    return (
      <Mark key={key} className="font-semibold decoration-1 underline-offset-2">
        {part.text}
      </Mark>
    );
  });
}
