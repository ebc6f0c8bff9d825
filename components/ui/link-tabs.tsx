"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cx } from "#lib/core/class-names";
import type { Status } from "./status.tsx";
import { StatusDot } from "./status-dot.tsx";

export type LinkTab = {
  label: string;
  href: string;
  status?: Status;
  /** Not the tab of the addresses under its own. */
  exact?: boolean;
  /** An address whose screens belong to this tab too. */
  covers?: string;
};

export type LinkTabsProps = {
  tabs: readonly LinkTab[];
  /** The accessible name: "Claims triage". */
  label: string;
};

/** Tabs that are places: each is a link with its own address. They scroll at 390 px. */
export function LinkTabs({ tabs, label }: LinkTabsProps) {
  const pathname = usePathname();
  const current = currentTab(tabs, pathname);
  const ref = useRef<HTMLAnchorElement>(null);
  const scroller = useRef<HTMLElement>(null);
  useEffect(() => {
    // Only sideways: scrollIntoView would move the page as well.
    const strip = scroller.current;
    const tab = current ? ref.current : null;
    if (strip && tab) strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return (
    <nav
      ref={scroller}
      aria-label={label}
      className="relative -mx-4 mb-4 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0"
      data-no-print=""
    >
      <ul className="flex min-w-max border-line border-b">
        {tabs.map((tab) => {
          const here = tab.href === current;
          return (
            <li key={tab.href}>
              <Link
                ref={here ? ref : undefined}
                href={tab.href}
                aria-current={here ? "page" : undefined}
                className={cx(
                  "-mb-px flex h-9 items-center gap-2 border-b-2 px-2.5 focus-visible:-outline-offset-2 max-sm:h-11",
                  here
                    ? "border-text font-semibold text-text"
                    : "border-transparent text-text-2 hover:text-text",
                )}
              >
                {tab.status && <StatusDot status={tab.status} />}
                {tab.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** The longest href that the path begins with. */
function currentTab(tabs: readonly LinkTab[], pathname: string): string | undefined {
  const path = (href: string) => href.split("?")[0] ?? href;
  const isUnder = (href: string) => pathname.startsWith(`${path(href)}/`);
  return tabs
    .filter(
      ({ href, exact, covers }) =>
        pathname === path(href) || (!exact && isUnder(href)) || (covers !== undefined && isUnder(covers)),
    )
    .map((tab) => tab.href)
    .sort((a, b) => path(b).length - path(a).length)[0];
}
