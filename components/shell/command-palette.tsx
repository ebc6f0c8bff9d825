"use client";
import { Dialog } from "@base-ui/react/dialog";
import { backdropStyle } from "#components/ui/dialog";
import { PaletteList } from "./palette-list.tsx";
import type { ShellData } from "./shell-data.tsx";

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
