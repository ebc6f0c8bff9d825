import Link from "next/link";
import { cx } from "#lib/core/class-names";
import { docGroups, docHref } from "#lib/docs/domain";

export type ApiGroupLink = { slug: string; title: string };

type DocsNavigationProps = {
  /** The address below /docs of the page that is shown. */
  here: string;
  /** The parts of the API's reference, shown while one is in it. */
  apiGroups: readonly ApiGroupLink[];
};

/** The left column: every page in its group. At 390 px it is folded away above the page. */
export function DocsNavigation({ here, apiGroups }: DocsNavigationProps) {
  return (
    <nav aria-label="Documentation" className="flex flex-col gap-4">
      {docGroups.map(({ title, pages }) => (
        <section key={title} aria-label={title}>
          <h2 className="mb-1 px-2 font-semibold text-text-3 text-xs">{title}</h2>
          <ul>
            {pages.map((page) => (
              <li key={page.slug}>
                <NavLink href={docHref(page.slug)} here={page.slug === here}>
                  {page.title}
                </NavLink>
                {page.slug === "api" && (here === "api" || here.startsWith("api/")) && (
                  <ul className="ml-2 border-line border-l pl-1">
                    {apiGroups.map((group) => (
                      <li key={group.slug}>
                        <NavLink href={docHref(`api/${group.slug}`)} here={here === `api/${group.slug}`}>
                          {group.title}
                        </NavLink>
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function NavLink({ href, here, children }: { href: string; here: boolean; children: string }) {
  return (
    // Not fetched ahead: there are dozens, and what the reader asked for would wait behind them.
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? "page" : undefined}
      className={cx(
        "flex min-h-[28px] items-center rounded-md px-2 py-0.5 focus-visible:-outline-offset-2 max-lg:min-h-10",
        here ? "bg-sunken font-semibold text-text" : "text-text-2 hover:bg-sunken hover:text-text",
      )}
    >
      {children}
    </Link>
  );
}
