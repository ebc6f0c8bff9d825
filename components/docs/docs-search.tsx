"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { SearchInput } from "#components/ui/search-input";
import { cx } from "#lib/core/class-names";
import { type Found, type SearchEntry, searchDocs } from "#lib/docs/text-domain";

/** Searches all pages in the browser; the sections come when the field is first used. The key / brings the keyboard here. */
export function DocsSearch() {
  const router = useRouter();
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  const [entries, setEntries] = useState<SearchEntry[] | null>(null);
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = open && entries ? searchDocs(entries, query) : [];
  const begin = () => {
    setOpen(true);
    if (asked.current) return;
    asked.current = true;
    fetch("/docs/search.json")
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
      .then(setEntries)
      .catch(() => {
        asked.current = false;
      });
  };
  const go = ({ href }: Found) => {
    setOpen(false);
    setQuery("");
    router.push(href);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const chosen = found[at];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      event.currentTarget.blur();
      go(chosen);
    } else if (event.key === "Escape") {
      setOpen(false);
      event.currentTarget.blur();
    }
  };
  const shown = open && query.trim() !== "";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus left the search.
    <div
      ref={box}
      className="relative min-w-0"
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <SearchInput
        label="Search the docs"
        value={query}
        onChange={(text) => {
          setQuery(text);
          setAt(0);
          begin();
        }}
        onFocus={begin}
        onKeyDown={onKey}
        role="combobox"
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && found[at] ? `${list}-${at}` : undefined}
        autoComplete="off"
        className="w-64 max-sm:w-full"
      />
      <div
        className={cx(
          "absolute top-full right-0 z-40 mt-1 max-h-[70dvh] w-[min(560px,calc(100vw-32px))] overflow-y-auto rounded-lg border border-line bg-surface p-1.5 shadow-popup",
          !shown && "hidden",
        )}
      >
        <p role="status" className={found.length > 0 ? "sr-only" : "px-2 py-3 text-text-2"}>
          {said(found.length, entries !== null, query)}
        </p>
        <div id={list} role="listbox" aria-label="Sections">
          {found.map((entry, index) => (
            <Option
              key={entry.href}
              id={`${list}-${index}`}
              entry={entry}
              chosen={index === at}
              go={() => go(entry)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function said(found: number, loaded: boolean, query: string): string {
  if (!loaded) return "The sections are being fetched.";
  return found > 0 ? `${found} sections` : `Nothing matches “${query}”.`;
}

function Option({ id, entry, chosen, go }: { id: string; entry: Found; chosen: boolean; go: () => void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which has the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: as above.
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={go}
      className={cx("cursor-pointer rounded-md px-2 py-1.5 hover:bg-sunken", chosen && "bg-sunken")}
    >
      <div className="flex items-baseline justify-between gap-3">
        <span className="truncate font-semibold">{entry.title}</span>
        <span className="shrink-0 text-sm text-text-2">{entry.page}</span>
      </div>
      <p className="line-clamp-2 text-sm text-text-2">
        {entry.before}
        <mark className="bg-accent-soft text-text">{entry.match}</mark>
        {entry.after}
      </p>
    </div>
  );
}
