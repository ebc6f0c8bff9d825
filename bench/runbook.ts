import { readRunbookText } from "#lib/ownership/runbook/runbook-text";

const pieces = [
  "<!--",
  "`",
  "[",
  "](",
  "<a ",
  "```\n",
  "# \n",
  "> - ",
  "](<",
  "http://",
  "www.",
  "[a]: ",
  "<a href ",
];
const KIBIBYTE = 1024;
const RUNS = 9;

function medianMs(text: string): number {
  const times = Array.from({ length: RUNS }, (_, run) => {
    // What was read once is kept: each time another text.
    const another = `${text}\n${run}`;
    const start = performance.now();
    readRunbookText(another);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

/** Reads hostile runbooks of 100 and 400 KiB in one run: four times the text must cost about four times as much, not sixteen. */
export async function run(): Promise<object> {
  const results = pieces.map((piece) => {
    const ofKiB = (size: number) => piece.repeat(Math.floor((size * KIBIBYTE) / piece.length));
    const [smallMs, largeMs] = [medianMs(ofKiB(100)), medianMs(ofKiB(400))];
    const ratio = Number((largeMs / smallMs).toFixed(1));
    console.log(
      `${JSON.stringify(piece).padEnd(8)} 100 KiB ${smallMs.toFixed(2)} ms, 400 KiB ${largeMs.toFixed(2)} ms, ratio ${ratio}`,
    );
    return { piece, smallMs, largeMs, ratio };
  });
  return { results };
}
