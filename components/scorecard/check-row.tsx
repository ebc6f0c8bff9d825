import Link from "next/link";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { type CharacteristicKey, type Check, checkAnchor } from "#lib/scorecard/domain";

export type CheckRowProps = {
  characteristic: CharacteristicKey;
  check: Check;
  /** What must be true for it to be met; said on the characteristic's own tab. */
  requirement?: string;
  /** The id that the address names: a link followed inside of the application leaves no :target. */
  target?: string | null;
};

/** One check on one line: its mark, its because with the evidence, and the fix or how long it holds. */
export function CheckRow({ characteristic, check, requirement, target }: CheckRowProps) {
  const anchor = checkAnchor(characteristic, check.id);
  // On its own tab a check that explains itself here has nowhere further to lead.
  const fix = requirement && check.fix?.href.endsWith(`#${anchor}`) ? null : check.fix;
  return (
    <li
      id={anchor}
      tabIndex={-1}
      data-step=""
      data-fix={fix?.href}
      data-target={target === anchor || undefined}
      className="grid scroll-mt-16 grid-cols-[20px_1fr] items-baseline gap-x-2 gap-y-0.5 border-line border-t py-2 focus-visible:-outline-offset-2 target:bg-accent-soft data-target:bg-accent-soft sm:grid-cols-[20px_136px_1fr_auto]"
    >
      <span className="self-start pt-[3px]">
        <StatusMark status={check.status} iconOnly />
      </span>
      <h3 className="font-normal max-sm:font-semibold">{check.title}</h3>
      <div className="min-w-0 text-text-2 max-sm:col-start-2">
        <p className="break-words">
          {check.because} {check.evidence.length > 0 && <Evidence links={check.evidence} />}
        </p>
        {requirement && <p className="mt-0.5 text-sm text-text-3">Met when: {requirement}</p>}
      </div>
      <div className="text-sm text-text-2 max-sm:col-start-2 sm:text-right">
        {fix && (
          <TextLink href={fix.href} arrow>
            {fix.label}
          </TextLink>
        )}
        {check.status === "met" && check.validUntil && (
          <>
            until <Time at={check.validUntil} precision="day" />
          </>
        )}
      </div>
    </li>
  );
}

function Evidence({ links }: { links: Check["evidence"] }) {
  return (
    <span className="text-sm text-text-3">
      <span className="sr-only">Evidence: </span>
      {links.map((link, index) => (
        <span key={link.label}>
          {index > 0 && ", "}
          <Link
            href={link.href}
            className="rounded-sm underline decoration-line-strong underline-offset-2 hover:text-text"
          >
            {link.label}
          </Link>
        </span>
      ))}
    </span>
  );
}
