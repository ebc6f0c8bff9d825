import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { renderMarkdown } from "./render-markdown.tsx";

const html = (source: string) => renderToStaticMarkup(renderMarkdown(source));

/** The tags and attributes of some markup; what is text cannot hold a < that is not escaped. */
const tags = (markup: string) => markup.match(/<[^>]*>/g)?.join("") ?? "";

test("headings, lists, tables, tasks and code are drawn, headings below the page's own", () => {
  const markup = html(
    "# Restart\n\n1. do `kubectl`\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n~~old~~",
  );
  for (const part of [
    '<h3 id="text-restart">Restart</h3>',
    "<ol>",
    "<code>kubectl</code>",
    'aria-label="done"',
    "<td>1</td>",
    "<del>old</del>",
  ]) {
    expect(markup).toContain(part);
  }
});

test.each([
  "<script>alert(1)</script>",
  "a <img src=x onerror=alert(1)> b",
  "<svg/onload=alert(1)>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<style>body{display:none}</style>",
  "<a href='javascript:alert(1)'>x</a>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](vbscript:x)",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](blob:https://example.com/1)",
  "[x][y]\n\n[y]: javascript:alert(1)",
  "<javascript:alert(1)>",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml;base64,PHN2Zz4=)",
  "![x](https://example.com/track.png)",
  "[x](https://example.com 'a\" onmouseover=\"alert(1)')",
  "```html onload=alert(1)\n<script>\n```",
  "[^1]\n\n[^1]: <script>alert(1)</script>",
])("%j leaves nothing that runs, loads or hides", (source) => {
  const markup = tags(html(source));
  expect(markup).not.toMatch(/<(script|style|iframe|img|svg|object|embed|form|link|meta|base)\b/i);
  expect(markup).not.toMatch(/\son\w+=/i);
  expect(markup).not.toMatch(/\s(style|srcdoc|src)=/i);
  expect(markup).not.toMatch(/href="\s*(javascript|vbscript|data|blob|file)/i);
});

test("a link says nothing of where it was followed, a picture becomes one", () => {
  expect(html("[x](https://example.com)")).toContain(
    '<a href="https://example.com" rel="noreferrer nofollow">x</a>',
  );
  expect(html("![chart](https://example.com/a.png)")).toContain(
    '<a href="https://example.com/a.png" rel="noreferrer nofollow">chart</a>',
  );
  expect(html("![chart][c]\n\n[c]: https://example.com/a.png")).toContain(
    '<a href="https://example.com/a.png"',
  );
  const both = html("[![chart](https://example.com/a.png)](https://example.com)");
  expect(both).toContain('<a href="https://example.com" rel="noreferrer nofollow">chart</a>');
});

test("a link to a heading leads to it, also to the second of its name", () => {
  const markup = html("# It's down!\n\n[first](#Its-down) [second](#its-down-1)\n\n## It's `down`!\n");
  expect(markup).toContain('<h3 id="text-its-down">');
  expect(markup).toContain('<h4 id="text-its-down-1">');
  expect(markup).toContain('href="#text-its-down"');
  expect(markup).toContain('href="#text-its-down-1"');
});

test("an id cannot take the place of one of the page's", () => {
  expect(html("[^content]\n\n[^content]: note")).not.toMatch(/id="content"/);
});

test.each(["> ".repeat(100_000), "[".repeat(200_000), "- ".repeat(100_000), "*a **b ".repeat(25_000)])(
  "nesting without end is not parsed at all",
  (source) => {
    expect(renderMarkdown(source)).toBeNull();
  },
);

test("emphasis inside emphasis is cut before it exhausts the stack", () => {
  const source = `${"*a **b ".repeat(240)}${"b** a*".repeat(240)}`;
  const markup = renderToStaticMarkup(renderMarkdown(source));
  expect((markup.match(/<(em|strong)>/g) ?? []).length).toBeLessThanOrEqual(100);
});
