"use client";
import { useMemo, useSyncExternalStore } from "react";
import { Skeleton } from "#components/ui/skeleton";
import { renderMarkdown } from "./render-markdown.tsx";

const never = () => () => {};

/** Prose in the roles of the look; the elements come from Markdown and carry no classes of their own. */
const prose =
  "max-w-[80ch] break-words [&>:first-child]:mt-0! [&_:is(h3,h4,h5,h6)]:mt-4 [&_:is(h3,h4,h5,h6)]:mb-1 [&_:is(h3,h4,h5,h6)]:font-semibold " +
  "[&_h3]:text-lg [&_:is(p,ul,ol,pre,table,blockquote)]:my-2 [&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:pl-5 " +
  "[&_a]:text-accent [&_a]:underline [&_a]:underline-offset-2 [&_code]:font-mono [&_code]:text-sm [&_code]:bg-sunken " +
  "[&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:border [&_pre]:border-line [&_pre]:bg-sunken [&_pre]:px-3 [&_pre]:py-2 " +
  "[&_blockquote]:border-line-strong [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-text-2 " +
  "[&_:is(th,td)]:border [&_:is(th,td)]:border-line [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1 [&_th]:font-semibold [&_hr]:my-4 [&_hr]:border-line";

/**
 * A runbook as people read it. Drawn in the browser only: what somebody wrote to be slow then slows down the tab that
 * reads it, not the server of everybody.
 */
export function MarkdownText({ source }: { source: string }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const drawn = useMemo(() => (inBrowser ? renderMarkdown(source) : null), [inBrowser, source]);
  if (!inBrowser) return <Waiting />;
  if (drawn !== null) return <div className={prose}>{drawn}</div>;
  return (
    <>
      <p className="mb-2 text-sm text-text-2">
        This text nests too deep to be drawn; it is shown as it was written.
      </p>
      <pre className="overflow-x-auto whitespace-pre-wrap break-words font-mono text-sm">{source}</pre>
    </>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading" className="grid min-h-40 content-start gap-3 py-1">
      {["w-1/3", "w-3/5", "w-1/2", "w-2/3", "w-2/5"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
}
