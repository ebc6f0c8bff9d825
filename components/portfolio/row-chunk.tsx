"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { TableBody } from "#components/ui/table";

/** What is drawn beyond the window, so that a quick scroll and the next row by key show no blank. */
const NEAR = "1200px 0px";

export type RowChunkProps = {
  /** Off for lists so short that drawing all of them costs nothing. */
  folds: boolean;
  children: ReactNode;
};

/**
 * Rows of a long list that stand in the page only while they are near the window; otherwise one empty row is as high as
 * they were. Paper gets them all, and rows in which the focus stands stay.
 */
export function RowChunk({ folds, children }: RowChunkProps) {
  const ref = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    const body = ref.current;
    if (!body || !folds) {
      setHeight(null);
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
        <tr className="max-sm:block" style={{ height }}>
          <td colSpan={99} />
        </tr>
      )}
    </TableBody>
  );
}
