import { ChevronDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "#components/shell/logo";
import { LinkButton } from "#components/ui/link-button";
import { type NavLink, neighboursOf } from "#lib/docs/domain";
import { type ApiGroupLink, DocsNavigation } from "./docs-navigation.tsx";
import { DocsSearch } from "./docs-search.tsx";
import { OnThisPage, type PageHeading } from "./on-this-page.tsx";
import { prose } from "./prose.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

type DocsFrameProps = {
  here: string;
  headings: readonly PageHeading[];
  apiGroups: readonly ApiGroupLink[];
  /** Where the pages before and after are others than the navigation's: inside of the API's reference. */
  around?: { previous: NavLink | null; next: NavLink | null };
  children: ReactNode;
};

/** A page of the documentation: the site's pages at the left, the page, its own headings at the right. Needs no sign-in. */
export function DocsFrame({
  here,
  headings,
  apiGroups,
  around = neighboursOf(here),
  children,
}: DocsFrameProps) {
  const navigation = <DocsNavigation here={here} apiGroups={apiGroups} />;
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-text px-3 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <header
        data-no-print=""
        className="sticky top-0 z-30 flex h-12 items-center gap-3 border-line border-b bg-bg px-4"
      >
        <Link href="/docs" className="flex items-center gap-2 rounded-sm font-semibold text-lg">
          <Logo />
          <span>
            Threshold<span className="font-normal text-text-2 max-sm:sr-only"> docs</span>
          </span>
        </Link>
        <div className="flex min-w-0 flex-1 items-center justify-end gap-2">
          <DocsSearch />
          <ThemeSwitch />
          <LinkButton href="/" prefetch={false} className="max-sm:hidden">
            Open Threshold
          </LinkButton>
        </div>
      </header>
      <div className="mx-auto max-w-[1320px] lg:grid lg:grid-cols-[232px_minmax(0,1fr)] xl:grid-cols-[232px_minmax(0,1fr)_200px]">
        <aside
          data-no-print=""
          className="sticky top-12 h-[calc(100dvh-48px)] overflow-y-auto border-line border-r px-2.5 py-4 max-lg:hidden"
        >
          {navigation}
        </aside>
        <details key={here} data-no-print="" className="border-line border-b lg:hidden">
          <summary className="flex min-h-11 items-center gap-1.5 px-4 font-medium">
            All pages <ChevronDown size={14} aria-hidden="true" className="text-text-2" />
          </summary>
          <div className="px-2 pb-4">{navigation}</div>
        </details>
        <main id="content" tabIndex={-1} className="min-w-0 px-10 py-7 outline-none max-sm:px-4 print:p-0">
          <article className={prose}>{children}</article>
          <Around previous={around.previous} next={around.next} />
        </main>
        <OnThisPage headings={headings} />
      </div>
    </div>
  );
}

function Around({ previous, next }: { previous: NavLink | null; next: NavLink | null }) {
  const link = ({ title, href }: NavLink, label: string, side: string) => (
    <Link href={href} className={`rounded-md border border-line px-3 py-2 hover:border-line-strong ${side}`}>
      <span className="block text-sm text-text-2">{label}</span>
      <span className="font-semibold">{title}</span>
    </Link>
  );
  return (
    <nav
      aria-label="Pages before and after"
      data-no-print=""
      className="mt-12 grid max-w-[760px] grid-cols-2 gap-3 max-sm:grid-cols-1"
    >
      {previous && link(previous, "Previous", "")}
      {next && link(next, "Next", "col-start-2 text-right max-sm:col-start-1 max-sm:text-left")}
    </nav>
  );
}
