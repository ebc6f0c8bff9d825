"use client";
import { Dialog } from "#components/ui/dialog";
import { Kbd } from "#components/ui/kbd";
import type { Place } from "./places.ts";

type ShortcutsDialogProps = {
  places: readonly Place[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function ShortcutsDialog({ places, open, onOpenChange }: ShortcutsDialogProps) {
  return (
    <Dialog title="Keyboard" open={open} onOpenChange={onOpenChange}>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-y-2">
        <Shortcut keys={["⌘", "K"]} other={["Ctrl", "K"]} does="Search features, screens and actions" />
        <Shortcut keys={["/"]} does="Filter the table" />
        <Shortcut keys={["j"]} other={["k"]} does="Next or previous row of the calls" />
        <Shortcut keys={["↓"]} other={["↑"]} does="The same, once a row has the focus" />
        <Shortcut keys={["Enter"]} does="Open the row" />
        <Shortcut keys={["f"]} does="Go to the filters of the calls" />
        <Shortcut keys={["?"]} does="This list" />
        <Shortcut keys={["Esc"]} does="Close what is open, or leave the row" />
        {places.map((place) => (
          <Shortcut key={place.href} keys={["g", place.key]} does={`Go to ${place.label}`} />
        ))}
      </dl>
    </Dialog>
  );
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
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
        {other && (
          <>
            <span className="text-sm text-text-3">or</span>
            {other.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </>
        )}
      </dd>
    </>
  );
}
