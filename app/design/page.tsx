import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppShell } from "#components/shell/app-shell";
import { PageHeader } from "#components/ui/page-header";
import { env } from "#lib/core/env";
import { ChartSection } from "./chart-section.tsx";
import { ControlSection } from "./control-section.tsx";
import { FormSection } from "./form-section.tsx";
import { LayoutSection } from "./layout-section.tsx";
import { shellSample } from "./samples.ts";
import { StateSection } from "./state-section.tsx";
import { StatusSection } from "./status-section.tsx";
import { TableSection } from "./table-section.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

export const metadata: Metadata = { title: "Design" };
export const dynamic = "force-dynamic";

/** Every component in every state, with invented data; outside of the sign-in gate, never in production unless asked for. */
export default function DesignPage() {
  const { NODE_ENV, THRESHOLD_DESIGN } = env();
  if (NODE_ENV !== "development" && THRESHOLD_DESIGN !== "1") notFound();
  return (
    <AppShell data={shellSample}>
      <PageHeader
        crumbs={[{ label: "Portfolio", href: "/" }, { label: "Design" }]}
        title="Design system"
        sentence="Every component in every state, with invented data."
      />
      <div className="flex flex-col gap-8">
        <ThemeChoice />
        <div className="grid gap-4 xl:grid-cols-2">
          {(["light", "dark"] as const).map((theme) => (
            <div key={theme} data-theme={theme} className="rounded-lg border border-line bg-bg p-4 text-text">
              <StatusSection theme={theme} />
            </div>
          ))}
        </div>
        <TableSection />
        <ChartSection />
        <LayoutSection />
        <ControlSection />
        <FormSection />
        <StateSection />
      </div>
    </AppShell>
  );
}
