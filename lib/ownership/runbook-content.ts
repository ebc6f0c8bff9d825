/** What a check may know of a runbook without its text. */
export type RunbookContent = {
  /** Words of prose and of commands, outside of headings, comments and placeholders. */
  words: number;
  /** Lines with something that leads somewhere: Markdown links, images, bare addresses, HTML anchors. */
  linkLines: number;
};

const placeholder = /\b(todo|tbd|tba|fixme|lorem ipsum)\b/i;
const heading = /^\s{0,3}#{1,6}(\s|$)/;
const underline = /^\s{0,3}(=+|-+)\s*$/;
const fence = /^\s*(```|~~~)/;
const word = /\p{L}[\p{L}\p{N}'’-]+/gu;
const linkForms = [
  /\]\(\s*[^)\s]/,
  /^\s{0,3}\[[^\]]+\](:|\[)\s*\S/,
  /\]\[/,
  /\b(https?:\/\/|mailto:|www\.)\S/i,
  /<(a|img)\s/i,
];

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

/**
 * Words and lines with links of a runbook in Markdown. Headings, rules, fences and lines that promise to say it later
 * ("TODO") say nothing. Code shows addresses without linking to them (GFM 6.1, 4.5).
 */
export function readRunbookContent(markdown: string): RunbookContent {
  const lines = withoutComments(markdown).split(/\r?\n/);
  let inCode: string | null = null;
  const content = { words: 0, linkLines: 0 };
  lines.forEach((line, index) => {
    const mark = fence.exec(line)?.[1];
    if (mark !== undefined && (inCode === null || inCode === mark)) {
      inCode = inCode === null ? mark : null;
      return;
    }
    if (inCode === null) {
      const shown = line.replace(/`[^`]*`/g, "");
      if (linkForms.some((form) => form.test(shown))) content.linkLines += 1;
      const underlined = line.trim() !== "" && underline.test(lines[index + 1] ?? "");
      if (heading.test(line) || underlined) return;
    }
    if (!placeholder.test(line)) content.words += line.match(word)?.length ?? 0;
  });
  return content;
}
