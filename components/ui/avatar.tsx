import { initials } from "#lib/core/format";

export type AvatarProps = {
  /** Null: nobody. */
  name: string | null;
  /** Leave the name to the words beside it. */
  withName?: boolean;
  size?: 20 | 28;
};

/** Initials in a ring; always beside or in place of the person's name. */
export function Avatar({ name, withName = false, size = 20 }: AvatarProps) {
  const ring = (
    <span
      aria-hidden={withName}
      {...(withName ? {} : { role: "img", "aria-label": name ?? "Nobody" })}
      className="inline-grid shrink-0 select-none place-items-center rounded-full bg-accent-soft font-bold text-accent leading-none"
      style={{ width: size, height: size, fontSize: size === 20 ? 9 : 11 }}
    >
      {name ? initials(name) : "–"}
    </span>
  );
  if (!withName) return ring;
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2">
      {ring}
      <span className={name ? "truncate" : "truncate text-text-2"}>{name ?? "Nobody"}</span>
    </span>
  );
}
