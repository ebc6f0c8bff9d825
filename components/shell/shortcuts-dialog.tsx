"use client";
import { Fragment } from "react";
import { Dialog } from "#components/ui/dialog";
import { Kbd } from "#components/ui/kbd";
import type { Place } from "./places.ts";
import { type ShortcutScreen, shortcutCatalogue, shortcutsOf } from "./shortcut-catalogue.ts";

type ShortcutsDialogProps = {
  places: readonly Place[];
  /** Those that listen on the screen behind the dialog: they come first. */
  here: readonly ShortcutScreen[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** All shortcuts by screen: what works here, then the places, then the other screens. */
export function ShortcutsDialog({ places, here, open, onOpenChange }: ShortcutsDialogProps) {
  const screens = (Object.keys(shortcutCatalogue) as ShortcutScreen[]).filter((key) => key !== "everywhere");
  const elsewhere = screens.filter((screen) => !here.includes(screen));
  return (
    <Dialog title="Keyboard" open={open} onOpenChange={onOpenChange} size="lg" readOnly>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <div className="grid content-start gap-5">
          {screens
            .filter((screen) => here.includes(screen))
            .map((screen) => (
              <Shortcuts key={screen} screen={screen} note="on this screen" />
            ))}
          <Group label="Everywhere">
            <Shortcut keys={["⌘", "K"]} other={["Ctrl", "K"]} does="Search features, screens and actions" />
            <Entries screen="everywhere" />
            <Shortcut keys={["Esc"]} does="Close what is open" />
          </Group>
          {elsewhere.map((screen) => (
            <Shortcuts key={screen} screen={screen} />
          ))}
        </div>
        <Group label="Go to">
          {places.map((place) => (
            <Shortcut key={place.href} keys={["g", place.key]} does={place.label} />
          ))}
        </Group>
      </div>
    </Dialog>
  );
}

function Shortcuts({ screen, note }: { screen: ShortcutScreen; note?: string }) {
  return (
    <Group label={shortcutCatalogue[screen].label} note={note}>
      <Entries screen={screen} />
    </Group>
  );
}

function Group({ label, note, children }: { label: string; note?: string; children: React.ReactNode }) {
  return (
    <section aria-label={label}>
      <h3 className="mb-1.5 font-semibold">
        {label} {note && <span className="font-normal text-sm text-text-3">{note}</span>}
      </h3>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1.5 text-text-2">{children}</dl>
    </section>
  );
}

function Entries({ screen }: { screen: ShortcutScreen }) {
  return shortcutsOf(screen).map(([id, { keys, does, shown }]) => (
    <Shortcut key={id} keys={shown ? [shown] : keys} does={does} />
  ));
}

function Shortcut({
  keys,
  other,
  does,
}: {
  keys: readonly string[];
  other?: readonly string[];
  does: string;
}) {
  return (
    <>
      <dt>{does}</dt>
      <dd className="flex items-center justify-end gap-1">
        {[keys, ...(other ? [other] : [])].map((way, index) => (
          <Fragment key={way.join(" ")}>
            {index > 0 && <span className="text-sm text-text-3">or</span>}
            {way.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </Fragment>
        ))}
      </dd>
    </>
  );
}
