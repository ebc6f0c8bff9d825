"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";
import { isHere, placesFor } from "./places.ts";
import type { ShellData } from "./shell-data.tsx";

/** The links of the side bar; the sheet at 390 px shows the same. */
export function Navigation({ data, onGo }: { data: ShellData; onGo?: () => void }) {
  const pathname = usePathname();
  const places = placesFor(data.may);
  const own = data.own.map(({ name, slug }) => ({ label: name, href: `/features/${slug}` }));
  // On one of the person's own features that link is lit, and not the portfolio as well.
  const onOwn = own.some((link) => isHere(link.href, pathname));
  const link = (place: { label: string; href: string }, here: boolean, count?: number) => (
    <NavLink key={place.href} href={place.href} here={here} count={count} onGo={onGo}>
      {place.label}
    </NavLink>
  );
  return (
    <nav aria-label="Main" className="flex flex-col gap-5">
      <ul>
        {places
          .filter((place) => place.group === "main")
          .map((place) =>
            link(
              place,
              isHere(place.href, pathname) ||
                (place.href === "/" && !onOwn && pathname.startsWith("/features")),
              place.href === "/" ? data.features.length : undefined,
            ),
          )}
      </ul>
      {own.length > 0 && (
        <NavGroup title="Your features">
          {own.map((place) => link(place, isHere(place.href, pathname)))}
        </NavGroup>
      )}
      <NavGroup title="Organisation">
        {places
          .filter((place) => place.group === "organisation")
          .map((place) => link(place, isHere(place.href, pathname)))}
      </NavGroup>
    </nav>
  );
}

function NavGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-1 px-2 font-semibold text-text-3 text-xs">{title}</h2>
      <ul>{children}</ul>
    </div>
  );
}

type NavLinkProps = {
  href: string;
  here: boolean;
  count: number | undefined;
  onGo: (() => void) | undefined;
  children: ReactNode;
};

function NavLink({ href, here, count, onGo, children }: NavLinkProps) {
  return (
    <li>
      <Link
        href={href}
        onClick={onGo}
        aria-current={here ? "page" : undefined}
        className={cx(
          "flex h-[30px] items-center justify-between gap-2 rounded-md px-2 focus-visible:-outline-offset-2 max-lg:h-10",
          here ? "bg-sunken font-semibold text-text" : "text-text-2 hover:bg-sunken hover:text-text",
        )}
      >
        <span className="truncate">{children}</span>
        {count !== undefined && <span className="font-normal text-text-2 tnum">{count}</span>}
      </Link>
    </li>
  );
}
