"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Kbd } from "#components/ui/kbd";
import { switchZones } from "#components/ui/time";
import { Clock } from "./clock.tsx";
import { Logo } from "./logo.tsx";
import { MobileBar } from "./mobile-bar.tsx";
import { Navigation } from "./navigation.tsx";
import { placesFor } from "./places.ts";
import type { ShellData } from "./shell-data.tsx";
import { useShortcutListener } from "./use-shortcut-listener.ts";
import { boundScreens, useShortcuts } from "./use-shortcuts.tsx";
import { UserMenu } from "./user-menu.tsx";

// Loaded when they are first asked for: most pages are read without them.
const CommandPalette = dynamic(() => import("./command-palette.tsx").then((file) => file.CommandPalette), {
  ssr: false,
});
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog.tsx").then((file) => file.ShortcutsDialog), {
  ssr: false,
});

export function AppShell({ data, children }: { data: ShellData; children: ReactNode }) {
  // Null until they are first asked for; from then on they are there, so that closing gives the focus back.
  const [palette, setPalette] = useState<boolean | null>(null);
  const [shortcuts, setShortcuts] = useState<boolean | null>(null);
  const places = placesFor(data.may);
  useShortcutListener({ places, palette: () => setPalette(true), shortcuts: () => setShortcuts(true) });
  useShortcuts("everywhere", { zones: switchZones });
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[212px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-text px-3 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <aside
        data-no-print=""
        className="sticky top-0 flex h-dvh flex-col border-line border-r px-2.5 pt-3.5 pb-2 max-lg:hidden"
      >
        <Link href="/" className="mb-3.5 flex h-6 items-center gap-2 rounded-sm px-2 font-semibold text-lg">
          <Logo />
          Threshold
        </Link>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Navigation data={data} />
        </div>
        <UserMenu user={data.user} />
      </aside>
      <MobileBar data={data} onSearch={() => setPalette(true)} />
      <main
        id="content"
        tabIndex={-1}
        className="relative min-w-0 px-7 pt-3.5 pb-16 outline-none max-sm:px-4 max-sm:pb-24"
      >
        <Hints onSearch={() => setPalette(true)} onShortcuts={() => setShortcuts(true)} />
        {children}
      </main>
      {palette !== null && (
        <CommandPalette
          open={palette}
          onOpenChange={setPalette}
          data={data}
          onShortcuts={() => setShortcuts(true)}
        />
      )}
      {shortcuts !== null && (
        <ShortcutsDialog
          places={places}
          here={shortcuts ? boundScreens().map(({ screen }) => screen) : []}
          open={shortcuts}
          onOpenChange={setShortcuts}
        />
      )}
    </div>
  );
}

/** On the line of the breadcrumbs; a page that has actions of its own puts them here instead. */
function Hints({ onSearch, onShortcuts }: { onSearch: () => void; onShortcuts: () => void }) {
  return (
    <div
      data-shell-hints=""
      className="absolute top-3.5 right-7 flex h-[30px] items-center gap-1.5 text-sm text-text-2 max-lg:hidden"
    >
      <span className="mr-1">
        <Clock />
      </span>
      <button type="button" aria-label="Search, ⌘K or Ctrl K" onClick={onSearch} className="rounded-sm">
        <Kbd>⌘K</Kbd>
      </button>
      <button type="button" aria-label="Keyboard shortcuts, ?" onClick={onShortcuts} className="rounded-sm">
        <Kbd>?</Kbd>
      </button>
    </div>
  );
}
