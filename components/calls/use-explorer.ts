"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import {
  type ExplorerView,
  type ExplorerWord,
  type Level,
  readExplorer,
  screenView,
  wordsOf,
} from "#lib/telemetry/filters-schema";

const words = [...new Set([...wordsOf("calls"), ...wordsOf("interactions")])];
const parsers = Object.fromEntries(["level", "view", ...words].map((word) => [word, parseAsString]));

export type Explorer = {
  /** What is asked for. */
  view: ExplorerView;
  /** What the address says of it. */
  address: ExplorerView;
  /** The saved view that the address came from. */
  savedView: string | null;
  /** Puts words into the address; null takes one out. */
  change: (words: Partial<Record<ExplorerWord, string | null>>) => void;
  setLevel: (level: Level) => void;
  /** Takes away what narrows the list; the period and the columns stay. */
  clear: () => void;
  /** Puts a saved view's words in the place of all others. */
  apply: (saved: { id: string; query: string }) => void;
};

/** The explorer as its address has it. What the server does not understand is left out here too. */
export function useExplorer(): Explorer {
  const [state, setState] = useQueryStates(parsers, { history: "push" });
  const { view: savedView, ...rest } = state;
  const key = JSON.stringify(rest);
  return useMemo(() => {
    const known: Record<string, string | null> = JSON.parse(key);
    const address = readExplorer(known).view;
    const without = (keep: readonly string[]) =>
      Object.fromEntries(words.filter((word) => !keep.includes(word)).map((word) => [word, null]));
    return {
      view: screenView(known),
      address,
      savedView: savedView ?? null,
      change: (change) => void setState(change),
      setLevel: (level) => {
        const shared = wordsOf("calls").filter(
          (word) => word !== "columns" && wordsOf("interactions").includes(word),
        );
        void setState({ ...without(shared), level: level === "calls" ? null : level });
      },
      apply: ({ id, query }) =>
        void setState({
          ...without([]),
          level: null,
          ...Object.fromEntries(new URLSearchParams(query)),
          view: id,
        }),
      clear: () => void setState(without(["period", "from", "to", "columns"])),
    };
  }, [key, savedView, setState]);
}
