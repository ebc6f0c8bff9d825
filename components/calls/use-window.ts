"use client";
import { type RefObject, useCallback, useEffect, useState } from "react";

/** Rows drawn beyond what is seen, so that a quick scroll shows no blank. */
const SPARE = 12;
/** Rows drawn before the browser has measured anything. */
const FIRST = 40;

export type Windowed = { from: number; to: number; onScroll: () => void };

/** Which of many rows of one height are drawn: those that the scrolling element shows, and some to both sides. */
export function useWindow(ref: RefObject<HTMLElement | null>, count: number, rowHeight: number): Windowed {
  const [seen, setSeen] = useState({ first: 0, rows: FIRST });
  const measure = useCallback(() => {
    const element = ref.current;
    if (!element) return;
    const first = Math.floor(element.scrollTop / rowHeight);
    const rows = Math.ceil(element.clientHeight / rowHeight) + 1;
    setSeen((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
  }, [ref, rowHeight]);
  useEffect(() => {
    measure();
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, measure]);
  const from = Math.max(0, Math.min(seen.first, count) - SPARE);
  return { from, to: Math.min(count, seen.first + seen.rows + SPARE), onScroll: measure };
}

const narrow = "(max-width: 639px)";

/** Whether the screen is a phone's; false on the server. */
export function useNarrow(): boolean {
  const [is, setIs] = useState(false);
  useEffect(() => {
    const query = window.matchMedia(narrow);
    const read = () => setIs(query.matches);
    read();
    query.addEventListener("change", read);
    return () => query.removeEventListener("change", read);
  }, []);
  return is;
}
