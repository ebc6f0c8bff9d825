import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunScreen } from "#components/prices/run-screen";
import { isAdmin } from "#lib/auth/domain";
import { readInstallation } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { orNotFound } from "#lib/core/or-not-found";
import { readRun } from "#lib/telemetry/reprice/repricing-queries";
import { runParams } from "#lib/telemetry/repricing-schema";

export const metadata: Metadata = { title: "Re-pricing" };

type Props = { params: Promise<{ id: string }> };

export default async function RepricingRunPage({ params }: Props) {
  const user = await requireUser();
  const { zone } = await readInstallation();
  const asked = runParams.safeParse(await params);
  if (!asked.success) notFound();
  const run = await orNotFound(readRun(user, asked.data.id));
  return <RunScreen initial={run} zone={zone} mayChange={isAdmin(user)} />;
}
