import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import type { UnregisteredServices } from "#lib/telemetry/schema";

export type UnregisteredListProps = { services: UnregisteredServices["items"]; mayRegister: boolean };

/** Services that send telemetry which names no registered feature, each with the way to register it. */
export function UnregisteredList({ services, mayRegister }: UnregisteredListProps) {
  return (
    <Panel title="Unregistered telemetry" aside={formatCount(services.length, "service")} className="mb-4">
      <p className="mb-2 text-text-2">
        These services send calls that name no registered feature. A feature that matches a service by its
        name gets what it sends from then on.
      </p>
      <ul className="flex flex-col gap-2">
        {services.map(({ serviceName, calls, lastHour, environments }) => (
          <li key={serviceName ?? ""} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="min-w-0 break-words">
              <span className="font-semibold">{serviceName ?? "No service named"}</span>{" "}
              <span className="text-sm text-text-2">
                {formatCount(calls, "call")} in {environments.join(", ")}, newest in the hour of{" "}
                <Time at={lastHour} />
              </span>
            </span>
            {mayRegister && serviceName !== null && (
              <TextLink href={`/features/new?service=${encodeURIComponent(serviceName)}`} arrow>
                Register a feature for it
              </TextLink>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
