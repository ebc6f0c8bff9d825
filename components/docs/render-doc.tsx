import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { CodeBlock } from "#components/ui/code-block";
import { siteHref } from "#lib/docs/domain";
import { headingIds } from "#lib/docs/text-domain";
import { DocHeading } from "./doc-heading.tsx";

/** The words inside of an element, for the id of a heading and for what a copy button copies. */
function wordsOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(wordsOf).join("");
  if (node && typeof node === "object" && "props" in node)
    return wordsOf((node as ReactElement<{ children?: ReactNode }>).props.children);
  return "";
}

const languages: Record<string, string> = {
  js: "JavaScript",
  ts: "TypeScript",
  python: "Python",
  yaml: "YAML",
  json: "JSON",
};

type DocOptions = {
  /** The file's path from the root of the repository, which its links are relative to. */
  file: string;
  /** What stands right under a heading beside what the file says: the requirement of a check. */
  below?: (title: string) => ReactNode;
};

/** A page of the documentation as elements, drawn on the server: headings with anchors, code with a copy button, links of the site. */
export function renderDoc(source: string, { file, below }: DocOptions): ReactNode {
  const idOf = headingIds();
  const heading =
    (level: 1 | 2 | 3 | 4) =>
    ({ children }: { children?: ReactNode }) => {
      const title = wordsOf(children);
      return (
        <>
          <DocHeading level={level} id={idOf(title)}>
            {children}
          </DocHeading>
          {below?.(title)}
        </>
      );
    };
  const components: Components = {
    h1: heading(1),
    h2: heading(2),
    h3: heading(3),
    h4: heading(4),
    a: ({ href = "", children }) => {
      const target = siteHref(file, href);
      if (target === null) return <span>{children}</span>;
      if (/^https?:/.test(target))
        return (
          <a href={target} rel="noreferrer">
            {children}
          </a>
        );
      return target.startsWith("#") || target.startsWith("/api/") ? (
        <a href={target}>{children}</a>
      ) : (
        <Link href={target} prefetch={false}>
          {children}
        </Link>
      );
    },
    // biome-ignore lint/performance/noImgElement: pictures of the documentation are served as they are.
    img: ({ src, alt }) => <img src={siteHref(file, String(src)) ?? undefined} alt={alt ?? ""} />,
    pre: ({ children }) => {
      const code = (children as ReactElement<{ className?: string }> | undefined)?.props;
      const title = languages[/language-(\w+)/.exec(code?.className ?? "")?.[1] ?? ""];
      return <CodeBlock code={wordsOf(children).replace(/\n$/, "")} {...(title ? { title } : {})} />;
    },
    table: ({ children }) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard.
      <section aria-label="Table" tabIndex={0} className="overflow-x-auto print:overflow-visible">
        <table>{children}</table>
      </section>
    ),
  };
  return Markdown({
    children: source,
    skipHtml: true,
    remarkPlugins: [remarkGfm],
    rehypePlugins: [rehypeSanitize],
    components,
  });
}
