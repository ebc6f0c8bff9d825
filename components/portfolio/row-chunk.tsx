"use client";
import { type CSSProperties, type ReactNode, startTransition, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { TableBody } from "#components/ui/table";
import { cx } from "#lib/core/class-names";

/** What is drawn beyond the window, so that a quick scroll and the next row by key show no blank. */
const NEAR = "1200px 0px";

export type RowChunkProps = {
  /** How many rows it has. */
  count: number;
  /** Far below the top: the server leaves it out, and it is drawn once the page has come to life. */
  later: boolean;
  /** Off for lists so short that drawing all of them costs nothing. */
  folds: boolean;
  children: ReactNode;
};

/**
 * Rows of a long list that stand in the page only while they are near the window; otherwise one empty row is as high as
 * they were, or as they are going to be. Paper gets them all, and rows in which the focus stands stay.
 */
export function RowChunk({ count, later, folds, children }: RowChunkProps) {
  const ref = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number | "unknown" | null>(later ? "unknown" : null);
  useEffect(() => {
    const body = ref.current;
    if (!body || !folds) {
      // What somebody does meanwhile goes first.
      startTransition(() => setHeight(null));
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting) setHeight(null);
        else if (!body.contains(document.activeElement)) setHeight(body.offsetHeight);
      },
      { rootMargin: NEAR },
    );
    observer.observe(body);
    const drawAll = () => flushSync(() => setHeight(null));
    window.addEventListener("beforeprint", drawAll);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", drawAll);
    };
  }, [folds]);
  return (
    <TableBody ref={ref}>
      {height === null ? (
        children
      ) : (
        <tr
          className={cx(
            "max-sm:block",
            height === "unknown" && "h-[calc(var(--rows)*125px)] sm:h-[calc(var(--rows)*55px)]",
          )}
          style={height === "unknown" ? ({ "--rows": count } as CSSProperties) : { height }}
        >
          <td colSpan={99} />
        </tr>
      )}
    </TableBody>
  );
}
