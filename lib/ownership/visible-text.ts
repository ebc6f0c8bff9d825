/** One line of a runbook as a reader meets it. */
export type RunbookLine = {
  text: string;
  /** Without code spans; null inside a block of code, which shows addresses without linking to them (GFM 6.1, 4.5). */
  shown: string | null;
  /** The words of a heading, null for any other line. */
  heading: string | null;
};

const heading = /^\s{0,3}#{1,6}(\s|$)/;
const underline = /^\s{0,3}(=+|-+)\s*$/;
const fence = /^\s*(```|~~~)/;

/** Takes HTML comments out; one pass, because a text may hold a hundred thousand openings. */
function withoutComments(markdown: string): string {
  let rest = "";
  let at = 0;
  for (;;) {
    const open = markdown.indexOf("<!--", at);
    if (open < 0) return rest + markdown.slice(at);
    rest += markdown.slice(at, open);
    const close = markdown.indexOf("-->", open + 4);
    if (close < 0) return rest;
    at = close + 3;
  }
}

/** The words of a heading: hashes at its ends are marks. Without an expression, which would try each hash of many. */
function withoutHashes(text: string): string {
  const line = text.trim();
  let start = 0;
  let end = line.length;
  while (line[start] === "#") start += 1;
  while (end > start && line[end - 1] === "#") end -= 1;
  return line.slice(start, end).trim();
}

/** The lines of a runbook in Markdown without comments and the marks of code blocks. */
export function linesOfRunbook(markdown: string): RunbookLine[] {
  const lines = withoutComments(markdown).split(/\r?\n/);
  const found: RunbookLine[] = [];
  let inCode: string | null = null;
  lines.forEach((text, index) => {
    const mark = fence.exec(text)?.[1];
    if (mark !== undefined && (inCode === null || inCode === mark)) {
      inCode = inCode === null ? mark : null;
      return;
    }
    if (inCode !== null) {
      found.push({ text, shown: null, heading: null });
      return;
    }
    const underlined = text.trim() !== "" && underline.test(lines[index + 1] ?? "");
    found.push({
      text,
      shown: text.replace(/`[^`]*`/g, ""),
      heading: heading.test(text) || underlined ? withoutHashes(text) : null,
    });
  });
  return found;
}
