import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { RotationScreen } from "#components/on-call/rotation-screen";
import { requireUser } from "#lib/auth/session";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import { pastShiftsOptions, rotationOptions } from "#lib/ownership/on-call/on-call-query-options";
import { getRotation, listShifts } from "#lib/ownership/on-call/rotation-queries";

type Props = { params: Promise<{ slug: string }> };

const readRotation = cache(async (slug: string) => {
  const user = await requireUser();
  const now = new Date();
  return { user, now, rotation: await orNotFound(getRotation(user, slug, now)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { rotation } = await readRotation((await params).slug);
  return { title: `${rotation.name} · On-call` };
}

export default async function RotationPage({ params }: Props) {
  const { slug } = await params;
  const { user, now, rotation } = await readRotation(slug);
  const client = queryClient();
  client.setQueryData(rotationOptions(slug).queryKey, rotation);
  client.setQueryData(pastShiftsOptions(slug).queryKey, await listShifts(user, slug, {}, now));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RotationScreen slug={slug} viewerId={user.id} />
    </HydrationBoundary>
  );
}
