"use client";
import { CopyButton } from "#components/ui/copy-button";
import { SectionHeading } from "#components/ui/panel";
import { StatStrip } from "#components/ui/stat-strip";
import { TextLink } from "#components/ui/text-link";
import { Time, useViewerZone } from "#components/ui/time";
import { dayOf } from "#lib/core/calendar";
import { formatCompact, formatCount, formatDuration, formatNumber } from "#lib/core/format";
import { centsOf, formatCents, formatUsd, nanoOfUsd } from "#lib/core/money";
import type { InteractionFeedback } from "#lib/telemetry/feedback-schema";
import type { InteractionAnswer, InteractionNode } from "#lib/telemetry/schema";
import { versionsHref } from "#lib/versions/domain";
import { upAndDown } from "./feedback-tally.ts";
import { declaredWords, releasesOf } from "./prepare-releases.ts";
import { instantMs } from "./time-scale.ts";

type Props = {
  slug: string;
  interaction: InteractionAnswer;
  spans: readonly InteractionNode[];
  /** Digests of the releases that were declared to run while it ran. */
  declared: readonly string[];
  said: InteractionFeedback;
};

/** What it was, when, how it ended, what ran and what it cost. */
export function InteractionHeader({ slug, interaction, spans, declared, said }: Props) {
  const { id, unitValue, environment, startedAt, endedAt } = interaction;
  const traces = new Set(spans.map((span) => span.traceId)).size;
  return (
    <>
      <SectionHeading
        title={
          <span className="flex min-w-0 items-center gap-1">
            <span className="min-w-0 break-all">{unitValue ?? `Interaction ${id.slice(0, 12)}`}</span>
            <CopyButton
              text={unitValue ?? id}
              label={unitValue === null ? "Copy trace id" : "Copy the unit's value"}
            />
          </span>
        }
        sentence={
          <>
            {environment}, <Time at={startedAt} precision="second" />,{" "}
            {traces === 1 ? "one trace" : `${traces} traces`}.{" "}
            <Declared {...{ slug, interaction, spans, declared }} />
          </>
        }
        actions={<TextLink href={`/features/${slug}/calls`}>All calls</TextLink>}
      />
      <StatStrip
        label="Interaction"
        stats={[
          { label: "Outcome", value: interaction.outcome ?? "not reported" },
          {
            label: "Duration",
            value: formatDuration(Math.round(instantMs(endedAt) - instantMs(startedAt))),
            note: "first call to last",
          },
          {
            label: "Calls",
            value: formatNumber(interaction.calls),
            note: repeatsNote(interaction),
          },
          {
            label: "Tokens in / out",
            value: `${formatCompact(interaction.inputTokens)} / ${formatCompact(interaction.outputTokens)}`,
          },
          { label: "Cost", ...costStat(interaction) },
          { label: "Feedback", ...saidStat(said) },
        ]}
      />
    </>
  );
}

/** "1 retry, 2 failed": what did not happen is not counted. */
function repeatsNote({ retries, fallbacks, errorCalls }: InteractionAnswer): string {
  const said = [
    retries > 0 && formatCount(retries, "retry", "retries"),
    fallbacks > 0 && formatCount(fallbacks, "fallback"),
    errorCalls > 0 && `${formatNumber(errorCalls)} failed`,
  ].filter(Boolean);
  return said.length > 0 ? said.join(", ") : "none repeated or failed";
}

function costStat({ usd, billableCalls, unpricedCalls }: InteractionAnswer) {
  const nano = nanoOfUsd(usd);
  if (billableCalls === 0) return { value: "—", note: "nothing in it is billed" };
  if (unpricedCalls === billableCalls) return { value: "unpriced", note: "no call has a price" };
  const missing = unpricedCalls > 0 ? `, without ${formatCount(unpricedCalls, "unpriced call")}` : "";
  return { value: `${formatCents(centsOf(nano))} ¢`, note: `${formatUsd(nano)}${missing}` };
}

function saidStat({ feedback, evaluations }: InteractionFeedback) {
  const note = evaluations.length > 0 ? { note: `${evaluations.length} measured by evaluators` } : {};
  if (feedback.length === 0) return { value: "none", ...note };
  const { up, down } = upAndDown(feedback);
  return { value: up + down > 0 ? `${up} up, ${down} down` : `${feedback.length} without a rating`, ...note };
}

function Declared({ slug, interaction, spans, declared }: Omit<Props, "said">) {
  const zone = useViewerZone();
  const releases = releasesOf(spans, declared);
  const at = dayOf(new Date(interaction.startedAt), zone);
  const { environment } = interaction;
  const href = versionsHref(slug, { at, tz: zone, environment, known: "now" });
  const names = releases.seen.slice(0, 3).map(({ release }) => release.slice(0, 12));
  const words = declaredWords(releases, declared);
  const more = releases.seen.length - names.length;
  return (
    <>
      {names.length > 0 && (
        <>
          {releases.seen.length === 1 ? "Release " : "Releases "}
          {names.map((name, index) => (
            <span key={name}>
              {index > 0 && ", "}
              <code className="font-mono text-sm">{name}</code>
            </span>
          ))}
          {more > 0 && ` and ${more} more`},{" "}
        </>
      )}
      <TextLink href={href}>
        {names.length > 0 ? words : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`}
      </TextLink>
      .
    </>
  );
}
