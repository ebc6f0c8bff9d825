"use client";
import { Menu as MenuIcon, Search } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRef, useState } from "react";
import { buttonStyle } from "#components/ui/button-style";
import { IconButton } from "#components/ui/icon-button";
import { Logo } from "./logo.tsx";
import type { ShellData } from "./shell-data.tsx";

const MobileSheet = dynamic(() => import("./mobile-sheet.tsx").then((file) => file.MobileSheet), {
  ssr: false,
});

/** In place of the side bar on narrow screens: a bar at the top and a sheet with the same links. */
export function MobileBar({ data, onSearch }: { data: ShellData; onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) trigger.current?.focus();
  };
  return (
    <header
      data-no-print=""
      className="sticky top-0 z-30 flex h-12 items-center justify-between border-line border-b bg-bg px-2 lg:hidden"
    >
      <button
        ref={trigger}
        type="button"
        aria-label="Menu"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className={buttonStyle("ghost", "lg", true)}
      >
        <MenuIcon size={18} aria-hidden="true" />
      </button>
      {open && <MobileSheet data={data} onOpenChange={change} />}
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
