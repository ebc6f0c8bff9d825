import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "#lib/core/class-names";

export type TextLinkProps = ComponentProps<typeof Link> & {
  /** A fix says where it leads: "See the schedule →". */
  arrow?: boolean;
};

/** The only coloured words on a line: a fix, a cross-reference. */
export function TextLink({ arrow = false, className, children, ...rest }: TextLinkProps) {
  return (
    <Link
      {...rest}
      className={cx("rounded-sm font-semibold text-accent hover:underline underline-offset-2", className)}
    >
      {children}
      {arrow && <span aria-hidden="true"> →</span>}
    </Link>
  );
}
