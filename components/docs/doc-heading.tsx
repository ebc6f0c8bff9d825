import type { ReactNode } from "react";
import { cx } from "#lib/core/class-names";

const styles = {
  1: "text-2xl",
  2: "mt-9 border-line border-t pt-5 text-xl",
  3: "mt-6 text-lg",
  4: "mt-4 text-base",
};

type DocHeadingProps = { level: 1 | 2 | 3 | 4; id: string; children: ReactNode };

/** A heading of a page with the link to itself. The link is last, so that the heading is read first. */
export function DocHeading({ level, id, children }: DocHeadingProps) {
  const Tag = `h${level}` as const;
  return (
    <Tag id={id} className={cx("group mb-2 scroll-mt-16 break-words font-semibold", styles[level])}>
      {children}
      {level > 1 && (
        <a
          href={`#${id}`}
          aria-label="Link to this section"
          data-no-print=""
          className="ml-1.5 rounded-sm px-1 font-normal text-text-3! no-underline! opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
        >
          #
        </a>
      )}
    </Tag>
  );
}
