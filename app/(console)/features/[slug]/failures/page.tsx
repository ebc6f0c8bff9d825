import type { Metadata } from "next";
import { CharacteristicPage } from "#app/(console)/features/[slug]/characteristic-page.tsx";

export const metadata: Metadata = { title: "Failures" };

export default function FailuresPage({ params }: { params: Promise<{ slug: string }> }) {
  return <CharacteristicPage params={params} characteristic="failures" />;
}
