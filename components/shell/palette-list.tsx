"use client";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import { Kbd } from "#components/ui/kbd";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { toast } from "#components/ui/toaster";
import { PaletteEntry, PaletteGroup } from "./palette-entry.tsx";
import { featurePlaces, placesFor } from "./places.ts";
import type { ShellData } from "./shell-data.tsx";
import { signOutHere } from "./sign-out.ts";
import { useStripCells } from "./use-strip-cells.ts";

export function PaletteList({
  close,
  data,
  onShortcuts,
}: {
  close: () => void;
  data: ShellData;
  onShortcuts: () => void;
}) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const [search, setSearch] = useState("");
  const cells = useStripCells(data);
  const known = (slug: string) => {
    const strip = cells.get(slug);
    return strip && <SixCellStrip cells={strip} />;
  };
  const go = (href: string) => () => {
    close();
    router.push(href);
  };
  const act = (action: () => void) => () => {
    close();
    action();
  };
  return (
    <Command label="Search" loop>
      <Command.Input
        autoFocus
        value={search}
        onValueChange={setSearch}
        placeholder="Search features, screens and actions"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-lg outline-none"
      />
      <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-text-2">
          Nothing matches “{search}”.
        </Command.Empty>
        <PaletteGroup heading="Features">
          {data.features.map((feature) => (
            <PaletteEntry
              key={feature.slug}
              value={`${feature.name} ${feature.slug}`}
              onSelect={go(`/features/${feature.slug}`)}
            >
              <span className="flex-1 truncate">{feature.name}</span>
              {known(feature.slug)}
            </PaletteEntry>
          ))}
        </PaletteGroup>
        {search && (
          <PaletteGroup heading="In a feature">
            {data.features.flatMap((feature) =>
              featurePlaces.slice(1).map((place) => (
                <PaletteEntry
                  key={`${feature.slug}${place.path}`}
                  value={`${feature.name} ${feature.slug} ${place.label}`}
                  onSelect={go(`/features/${feature.slug}${place.path}`)}
                >
                  <span className="truncate">
                    {feature.name} <span className="text-text-2">/ {place.label}</span>
                  </span>
                </PaletteEntry>
              )),
            )}
          </PaletteGroup>
        )}
        <PaletteGroup heading="Screens">
          {placesFor(data.may).map((place) => (
            <PaletteEntry key={place.href} value={place.label} onSelect={go(place.href)}>
              <span className="flex-1">{place.label}</span>
              <Kbd>g</Kbd>
              <Kbd>{place.key}</Kbd>
            </PaletteEntry>
          ))}
        </PaletteGroup>
        <PaletteGroup heading="Actions">
          {data.may.register && (
            <PaletteEntry value="Register feature" onSelect={go("/features/new")}>
              Register feature
            </PaletteEntry>
          )}
          <PaletteEntry value="Copy link to this page" onSelect={act(copyLink)}>
            Copy link to this page
          </PaletteEntry>
          <PaletteEntry value="Light theme" onSelect={act(() => setTheme("light"))}>
            Light theme
          </PaletteEntry>
          <PaletteEntry value="Dark theme" onSelect={act(() => setTheme("dark"))}>
            Dark theme
          </PaletteEntry>
          <PaletteEntry value="Theme as the system" onSelect={act(() => setTheme("system"))}>
            Theme as the system
          </PaletteEntry>
          <PaletteEntry value="Keyboard shortcuts" onSelect={act(onShortcuts)}>
            <span className="flex-1">Keyboard shortcuts</span>
            <Kbd>?</Kbd>
          </PaletteEntry>
          <PaletteEntry value="Sign out" onSelect={act(() => void signOutHere())}>
            Sign out
          </PaletteEntry>
        </PaletteGroup>
      </Command.List>
    </Command>
  );
}

function copyLink() {
  navigator.clipboard?.writeText(window.location.href).then(
    () => toast.done("Link copied"),
    () => toast.failed("The link was not copied", "This address has no access to the clipboard."),
  );
}
