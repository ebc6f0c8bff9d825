"use client";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import type { InteractionNode } from "#lib/telemetry/schema";
import { timeScale } from "./time-scale.ts";
import { branches, type SpanLine, spanKey, visibleSpans, withGaps } from "./waterfall-lines.ts";

/** What of the tree is open and chosen. The chosen span stands in the address; a span's id alone is understood too. */
export function useTreeState(tree: readonly InteractionNode[], spans: readonly InteractionNode[]) {
  const [param, setParam] = useQueryState("span", parseAsString.withOptions({ history: "replace" }));
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const scale = useMemo(() => timeScale(spans), [spans]);
  const visible = useMemo(() => visibleSpans(tree, collapsed), [tree, collapsed]);
  const lines = useMemo(() => withGaps(visible, scale), [visible, scale]);
  const chosen = useMemo(
    () =>
      param === null
        ? null
        : (spans.find((span) => spanKey(span) === param || span.spanId === param) ?? null),
    [spans, param],
  );
  const selected = chosen ? spanKey(chosen) : null;
  const beside = useMemo((): readonly InteractionNode[] => {
    if (!chosen) return [];
    const parent = spans.find((span) => span.children.some((child) => spanKey(child) === spanKey(chosen)));
    return parent ? parent.children : tree;
  }, [spans, tree, chosen]);

  const onSelect = useCallback(
    (key: string | null) => {
      if (key !== null) setActive(key);
      void setParam(key);
    },
    [setParam],
  );
  const onToggle = useCallback((key: string, open?: boolean) => {
    setCollapsed((before) => {
      const next = new Set(before);
      if (open ?? next.has(key)) next.delete(key);
      else next.add(key);
      return next;
    });
  }, []);
  const collapseAll = (all: boolean) => setCollapsed(new Set(all ? branches(tree) : []));
  const current = active ?? selected ?? firstOf(visible);
  return {
    lines,
    scale,
    chosen,
    beside,
    selected,
    branching: spans.some((span) => span.children.length > 0),
    collapsed: collapsed.size > 0,
    active: visible.some((line) => line.key === current) ? current : firstOf(visible),
    onSelect,
    onToggle,
    collapseAll,
    /** With a detail open, moving on shows the next span's. */
    onActive: (key: string) => {
      setActive(key);
      if (selected !== null) void setParam(key);
    },
  };
}

const firstOf = (lines: readonly SpanLine[]) => lines[0]?.key ?? null;
