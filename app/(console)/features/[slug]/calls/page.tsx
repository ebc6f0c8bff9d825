import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CallsExplorer } from "#components/calls/calls-explorer";
import { FeedbackSummary } from "#components/calls/feedback-summary";
import { FirstSpan } from "#components/telemetry/first-span";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import type { SearchParams } from "#lib/core/search-params";
import { requireFeature } from "#lib/features/queries";
import { screenView } from "#lib/telemetry/filters-schema";
import { readTelemetryState } from "#lib/telemetry/queries";
import { summariseFeedback } from "#lib/telemetry/read/queries-feedback";
import { readForScreen } from "#lib/telemetry/screen";

export const metadata: Metadata = { title: "Calls" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
};

export default async function FeatureCallsPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const state = await readTelemetryState(feature.id, new Date());
  if (state.firstSpanAt === null) {
    return <FirstSpan slug={feature.slug} baseUrl={publicUrl()} teaches="each call" />;
  }
  const view = screenView(await searchParams);
  const month = { environment: "production", days: 30 };
  const [client, feedback] = await Promise.all([
    readForScreen(feature, view),
    summariseFeedback(feature.id, month, new Date()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CallsExplorer slug={feature.slug} />
      <FeedbackSummary slug={feature.slug} baseUrl={publicUrl()} summary={feedback} />
    </HydrationBoundary>
  );
}
