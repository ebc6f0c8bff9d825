"use client";
import { useEffect, useRef, useState } from "react";
import { type ExplorerView, queryOf } from "#lib/telemetry/filters-schema";
import { readTail } from "#lib/telemetry/query-options";
import type { CallItem } from "#lib/telemetry/schema";
import { callKey, mergeCalls, newestAt, TAIL_ROWS, tailFrom } from "#lib/telemetry/tail-domain";

const EVERY_MS = 2000;
/** Pages that one ask reads; more calls than these cannot be followed. */
const MAX_PAGES = 5;

export type LiveTail = {
  /** Calls that came since the tail began, newest first, some of the list's own among them. */
  rows: readonly CallItem[];
  isNew: (call: CallItem) => boolean;
  arrived: number;
  /** Why it waits; null while it follows. */
  waits: "hidden" | "reading" | null;
  failed: boolean;
};

const nothing = { rows: [] as readonly CallItem[], fresh: new Set<string>() };

async function ask(slug: string | null, view: ExplorerView, from: string) {
  const items: CallItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer: Awaited<ReturnType<typeof readTail>> = await readTail(slug, view, from, cursor);
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) return { items, whole: true };
  }
  return { items, whole: false };
}

/** Whether somebody reads: text is marked, or the page is scrolled down. New rows would move what they look at. */
function isReading(): boolean {
  return window.scrollY > 400 || (window.getSelection()?.toString() ?? "") !== "";
}

/**
 * Follows new calls while `on`. It waits while nobody can see them or somebody reads; then it goes on where it was.
 * `onGap` is called when more came than one ask reads: the list has to be read anew.
 */
export function useLiveTail(
  on: boolean,
  slug: string | null,
  view: ExplorerView,
  shown: readonly CallItem[],
  onGap: () => void,
): LiveTail {
  const [tail, setTail] = useState(nothing);
  const [state, setState] = useState<Pick<LiveTail, "waits" | "failed">>({ waits: null, failed: false });
  const latest = useRef({ view, shown, onGap });
  useEffect(() => {
    latest.current = { view, shown, onGap };
  });
  const asked = `${on} ${slug} ${queryOf(view)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is what the tail follows; all else is read anew each time.
  useEffect(() => {
    setTail(nothing);
    setState({ waits: null, failed: false });
    if (!on) return;
    const began = Date.now();
    const before = new Set(latest.current.shown.map(callKey));
    let rows: readonly CallItem[] = [];
    let fresh = new Set<string>();
    let turn = 0;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const follow = async () => {
      const from = tailFrom(
        newestAt([...rows, ...latest.current.shown.slice(0, 1)], began - 3 * EVERY_MS),
        turn,
      );
      const { items, whole } = await ask(slug, latest.current.view, from);
      if (over) return;
      turn += 1;
      if (!whole) latest.current.onGap();
      rows = mergeCalls(whole ? rows : [], items).slice(0, TAIL_ROWS);
      const base = new Set(latest.current.shown.map(callKey));
      fresh = new Set(
        rows
          .map(callKey)
          .filter((key) => fresh.has(key) || (!before.has(key) && (turn > 1 || !base.has(key)))),
      );
      setTail({ rows, fresh });
    };
    const tick = async () => {
      const waits = document.hidden ? "hidden" : isReading() ? "reading" : null;
      let failed = false;
      if (waits === null) {
        try {
          await follow();
        } catch {
          failed = true;
        }
      }
      if (over) return;
      setState((old) => (old.waits === waits && old.failed === failed ? old : { waits, failed }));
      timer = setTimeout(tick, EVERY_MS);
    };
    void tick();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return {
    rows: tail.rows,
    isNew: (call) => tail.fresh.has(callKey(call)),
    arrived: tail.fresh.size,
    ...state,
  };
}
