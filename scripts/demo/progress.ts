/** What is being loaded: `share` is that of the whole, 0 to 1 and never smaller than before. */
export type Progress = (share: number, what: string) => void;

type Terminal = { isTTY?: boolean; columns?: number; write(text: string): unknown };

const BAR = 24;

/** "0:07" */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Cut to the terminal, so that it stays one line and can be drawn over. */
function fitted(text: string, columns: number): string {
  return text.length < columns ? text : `${text.slice(0, Math.max(0, columns - 2))}…`;
}

/**
 * One line that is drawn over itself on a terminal: bar, percent, what is being loaded and since when. Elsewhere a plain
 * line for each tenth. It ends with a line break at 1.
 */
export function progressOn(stream: Terminal, now: () => number = () => performance.now()): Progress {
  const began = now();
  let tenth = -1;
  let shown = "";
  return (share, what) => {
    const percent = Math.floor(share * 100);
    if (stream.isTTY) {
      const filled = Math.round(share * BAR);
      const bar = `${"█".repeat(filled)}${"░".repeat(BAR - filled)}`;
      const line = fitted(
        `${bar} ${String(percent).padStart(3)} %  ${clock(now() - began)}  ${what}`,
        stream.columns ?? 80,
      );
      if (line === shown) return;
      shown = line;
      // Back to the first column, and what the longer line before leaves behind is erased.
      stream.write(`\r${line}\x1b[K${share >= 1 ? "\n" : ""}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      stream.write(`${tenth * 10} %  ${clock(now() - began)}  ${what}\n`);
    }
  };
}

/** Progress of a part of the work, which goes from 0 to 1 itself while the whole goes from `from` to `to`. */
export function part(progress: Progress, from: number, to: number): Progress {
  return (share, what) => progress(from + (to - from) * share, what);
}
