import Link from "next/link";
import { cx } from "#lib/core/class-names";

export type Crumb = { label: string; href?: string };

/** The last crumb is where one is; it is not a link. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm text-text-2">
        {items.map((item, index) => {
          const last = index === items.length - 1;
          return (
            <li
              key={`${item.label}-${item.href ?? ""}`}
              // The first is a short word of ours; the names of things that follow give way.
              className={cx("flex items-center gap-1", index === 0 ? "shrink-0" : "min-w-0")}
            >
              {index > 0 && <span aria-hidden="true">/</span>}
              {last || !item.href ? (
                <span
                  aria-current={last ? "page" : undefined}
                  className={last && index > 0 ? "truncate font-medium text-text" : "truncate"}
                >
                  {item.label}
                </span>
              ) : (
                <Link href={item.href} className="truncate rounded-sm hover:text-text hover:underline">
                  {item.label}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
