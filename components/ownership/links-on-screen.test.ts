import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { readRunbookText } from "#lib/ownership/runbook/runbook-text";
import { renderMarkdown } from "./render-markdown.tsx";

const people = /^mailto:/i;
/** Links between a note and its place are made by the screen itself. */
const notes = /^#user-content-/;

/** The addresses of the links that a browser would get, and the names that links to headings may use. */
function onScreen(source: string) {
  const markup = renderToStaticMarkup(renderMarkdown(source));
  const values = (attribute: string) =>
    [...markup.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "g"))].map(([, value = ""]) =>
      value
        .replaceAll("&quot;", '"')
        .replaceAll("&#x27;", "'")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&amp;", "&"),
    );
  const hrefs = values("href").filter((href) => !people.test(href) && !notes.test(href));
  return { hrefs, ids: new Set(values("id")) };
}

/** One address in the form that a browser asks for. */
const asked = (url: string) => new URL(url, "https://page.example/").href;

const piece = fc.constantFrom(
  ..."` `` ``` ```` ~~~ \\ <!-- --> < > [ ] ( ) ! * ** _ ~~ | # - + 1. : @ = \" '".split(" "),
  ...[" ", "    ", "\t", "\n", "\n\n", "\r\n", "\n> ", "\n- ", "\n    ", "\n```\n", "\n````\n", "\n---\n"],
  ...[
    "a",
    "Down",
    "# Down",
    "## When it's `down`!",
    "TODO",
    "&lt;",
    "&#96;",
    "\\`",
    "\\[",
    "[^1]",
    "\n[^1]: note\n",
  ],
  ...["[x](https://a.example/1)", "[x](<https://a.example/2 b>)", "https://a.example/3", "www.a.example/4"],
  ...[
    "<https://a.example/5>",
    "![x](https://a.example/6)",
    "[x][y]",
    "\n[y]: https://a.example/7\n",
    "[x]()",
  ],
  ...[
    "[x](#down)",
    "[x](#down-1)",
    "[x](../other.md)",
    "[x](/wiki)",
    "a@b.example",
    "<a href='https://a.example/8'>",
  ],
  ...[
    "<div>",
    "</div>",
    "\n| a | b |\n|---|---|\n| c | d |\n",
    "```kubectl get pods``` lists",
    "`curl https://a.example/9`",
  ],
);

test("every link on the screen is one that the check knows, and leads where the check says", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const source = pieces.join("");
      const { hrefs, ids } = onScreen(source);
      const { links } = readRunbookText(source);
      const known = new Set(links.map(({ url }) => asked(url === "[]()" ? "" : url)));
      for (const href of hrefs) {
        if (!href.startsWith("#")) expect([...known]).toContain(asked(href));
        else if (!ids.has(decodeURIComponent(href.slice(1))))
          expect(links).toContainEqual({ kind: "heading", url: expect.anything(), exists: false });
      }
    }),
    { numRuns: 1000 },
  );
});
