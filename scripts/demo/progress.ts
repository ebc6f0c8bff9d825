export type Progress = (done: number, total: number) => void;

/**
 * A bar that is drawn over itself on a terminal; elsewhere a plain line for each tenth. `what` says what is counted.
 */
export function progressOn(
  stream: { isTTY?: boolean; write(text: string): unknown },
  what: string,
): Progress {
  let tenth = -1;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    if (stream.isTTY) {
      const filled = Math.round(share * 30);
      const bar = `${"█".repeat(filled)}${"░".repeat(30 - filled)}`;
      stream.write(`\r${what} ${bar} ${Math.floor(share * 100)} %${done === total ? "\n" : ""}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      stream.write(`${what} ${tenth * 10} %\n`);
    }
  };
}
