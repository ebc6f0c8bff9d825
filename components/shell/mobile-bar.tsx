"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Menu as MenuIcon, Search, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { buttonStyle } from "#components/ui/button-style";
import { backdropStyle } from "#components/ui/dialog";
import { IconButton } from "#components/ui/icon-button";
import { Logo } from "./logo.tsx";
import { Navigation } from "./navigation.tsx";
import type { ShellData } from "./shell-data.tsx";
import { UserMenu } from "./user-menu.tsx";

/** In place of the side bar on narrow screens: a bar at the top and a sheet with the same links. */
export function MobileBar({ data, onSearch }: { data: ShellData; onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <header
      data-no-print=""
      className="sticky top-0 z-30 flex h-12 items-center justify-between border-line border-b bg-bg px-2 lg:hidden"
    >
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger aria-label="Menu" className={buttonStyle("ghost", "lg", true)}>
          <MenuIcon size={18} aria-hidden="true" />
        </Dialog.Trigger>
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
              <Navigation data={data} onGo={() => setOpen(false)} />
            </div>
            <div className="border-line border-t p-2">
              <UserMenu user={data.user} />
            </div>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      <Link href="/" className="flex items-center gap-2 rounded-sm font-semibold text-lg">
        <Logo />
        Threshold
      </Link>
      <IconButton
        label="Search"
        icon={<Search size={18} aria-hidden="true" />}
        size="lg"
        onClick={onSearch}
      />
    </header>
  );
}
