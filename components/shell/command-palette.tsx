"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type ReactNode, useState } from "react";
import { backdropStyle } from "#components/ui/dialog";
import { Kbd } from "#components/ui/kbd";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { toast } from "#components/ui/toaster";
import { featurePlaces, placesFor } from "./places.ts";
import type { ShellData } from "./shell-data.tsx";
import { signOutHere } from "./sign-out.ts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  data: ShellData;
  onShortcuts: () => void;
};

export function CommandPalette({ open, onOpenChange, data, onShortcuts }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropStyle} />
        <Dialog.Popup className="fade fixed inset-x-3 top-[10dvh] z-50 mx-auto max-w-[600px] overflow-clip rounded-lg border border-line bg-surface shadow-popup outline-none">
          <Dialog.Title className="sr-only">Search features, screens and actions</Dialog.Title>
          <PaletteList close={() => onOpenChange(false)} data={data} onShortcuts={onShortcuts} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({
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
        <Group heading="Features">
          {data.features.map((feature) => (
            <Entry
              key={feature.slug}
              value={`${feature.name} ${feature.slug}`}
              onSelect={go(`/features/${feature.slug}`)}
            >
              <span className="flex-1 truncate">{feature.name}</span>
              {feature.cells && <SixCellStrip cells={feature.cells} />}
            </Entry>
          ))}
        </Group>
        {search && (
          <Group heading="In a feature">
            {data.features.flatMap((feature) =>
              featurePlaces.slice(1).map((place) => (
                <Entry
                  key={`${feature.slug}${place.path}`}
                  value={`${feature.name} ${feature.slug} ${place.label}`}
                  onSelect={go(`/features/${feature.slug}${place.path}`)}
                >
                  <span className="truncate">
                    {feature.name} <span className="text-text-2">/ {place.label}</span>
                  </span>
                </Entry>
              )),
            )}
          </Group>
        )}
        <Group heading="Screens">
          {placesFor(data.may).map((place) => (
            <Entry key={place.href} value={place.label} onSelect={go(place.href)}>
              <span className="flex-1">{place.label}</span>
              <Kbd>g</Kbd>
              <Kbd>{place.key}</Kbd>
            </Entry>
          ))}
        </Group>
        <Group heading="Actions">
          {data.may.register && (
            <Entry value="Register feature" onSelect={go("/features/new")}>
              Register feature
            </Entry>
          )}
          <Entry value="Copy link to this page" onSelect={act(copyLink)}>
            Copy link to this page
          </Entry>
          <Entry value="Light theme" onSelect={act(() => setTheme("light"))}>
            Light theme
          </Entry>
          <Entry value="Dark theme" onSelect={act(() => setTheme("dark"))}>
            Dark theme
          </Entry>
          <Entry value="Theme as the system" onSelect={act(() => setTheme("system"))}>
            Theme as the system
          </Entry>
          <Entry value="Keyboard shortcuts" onSelect={act(onShortcuts)}>
            <span className="flex-1">Keyboard shortcuts</span>
            <Kbd>?</Kbd>
          </Entry>
          <Entry value="Sign out" onSelect={act(signOutHere)}>
            Sign out
          </Entry>
        </Group>
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

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:font-semibold **:[[cmdk-group-heading]]:text-text-3 **:[[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

function Entry({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-8 cursor-default select-none items-center gap-1.5 rounded-md px-2.5 data-[selected=true]:bg-sunken max-sm:min-h-11"
    >
      {children}
    </Command.Item>
  );
}
