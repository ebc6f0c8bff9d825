"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Spinner } from "#components/ui/spinner";
import { TextLink } from "#components/ui/text-link";
import { telemetryStateOptions } from "#lib/telemetry/query-options";
import type { ExporterTarget } from "./snippets.ts";

// Only a feature without telemetry needs it.
const ExporterSnippets = dynamic(() =>
  import("./exporter-snippets.tsx").then((file) => file.ExporterSnippets),
);

export type FirstSpanProps = ExporterTarget & {
  /** What will be seen here: "what an interaction costs". */
  teaches?: string;
};

/** Stands where telemetry would be: how to send the first span, and waiting for it. Turns by itself when it comes. */
export function FirstSpan({ teaches = "its calls", ...target }: FirstSpanProps) {
  const router = useRouter();
  const { data } = useQuery(telemetryStateOptions(target.slug));
  const arrived = Boolean(data?.firstSpanAt);
  useEffect(() => {
    if (arrived) router.refresh();
  }, [arrived, router]);
  // What came before the registration is on its way: there is nothing to teach.
  if (data?.history && data.history.finishedAt === null) return null;
  return (
    <section aria-label="First span" className="mx-auto flex w-full max-w-[720px] flex-col gap-3 py-6">
      <div>
        <h2 className="font-semibold text-lg">No telemetry yet</h2>
        <p className="mt-1 text-text-2">
          Point an OpenTelemetry exporter here and this page shows {teaches}. It needs an API key with the
          scope ingest: <TextLink href="/keys">API keys</TextLink>. More ways to send:{" "}
          <TextLink href="/docs/instrument/node">Node</TextLink>,{" "}
          <TextLink href="/docs/instrument/python">Python</TextLink>,{" "}
          <TextLink href="/docs/instrument/collector">a collector</TextLink>.
        </p>
      </div>
      <ExporterSnippets target={target} />
      <p role="status" className="flex items-center gap-2 text-text-2">
        {arrived ? "The first span is here." : <Spinner />}
        {!arrived && "Waiting for the first span"}
      </p>
    </section>
  );
}
