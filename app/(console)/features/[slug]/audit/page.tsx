import type { Metadata } from "next";
import { CharacteristicPage } from "#app/(console)/features/[slug]/characteristic-page.tsx";

export const metadata: Metadata = { title: "Audit" };

export default function AuditPage({ params }: { params: Promise<{ slug: string }> }) {
  return <CharacteristicPage params={params} characteristic="audit" />;
}
