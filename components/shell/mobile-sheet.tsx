"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { buttonStyle } from "#components/ui/button-style";
import { backdropStyle } from "#components/ui/dialog";
import { Navigation } from "./navigation.tsx";
import type { ShellData } from "./shell-data.tsx";
import { UserMenu } from "./user-menu.tsx";

type Props = { data: ShellData; onOpenChange: (open: boolean) => void };

/** The links of the side bar over the page, at 390 px; mounted while it is open. */
export function MobileSheet({ data, onOpenChange }: Props) {
  return (
    <Dialog.Root open onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropStyle} />
        <Dialog.Popup className="fade fixed inset-y-0 left-0 z-50 flex w-[min(300px,84vw)] flex-col border-line border-r bg-bg outline-none">
          <div className="flex h-12 items-center justify-between pr-2 pl-4">
            <Dialog.Title className="font-semibold text-lg">Threshold</Dialog.Title>
            <Dialog.Close aria-label="Close" className={buttonStyle("ghost", "lg", true)}>
              <X size={18} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-2.5 py-2">
            <Navigation data={data} onGo={() => onOpenChange(false)} />
          </div>
          <div className="border-line border-t p-2">
            <UserMenu user={data.user} />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
