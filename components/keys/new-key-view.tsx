"use client";
import { CodeBlock } from "#components/ui/code-block";
import { Tabs } from "#components/ui/tabs";
import type { NewKey } from "#lib/auth/schema";
import { apiSnippet, exporterSnippets } from "./exporter-snippet.ts";

/** The one time that a key is shown, with what to do with it. */
export function NewKeyView({ made, url }: { made: NewKey; url: string }) {
  const exporters = exporterSnippets(url, made.secret, made.feature?.slug ?? null);
  const ingests = made.scopes.includes("ingest");
  const script = made.scopes.some((scope) => scope !== "ingest");
  return (
    <div className="flex flex-col gap-4">
      <CodeBlock code={made.secret} title="API key" wrap />
      {ingests && (
        <div>
          <p className="mb-2 text-text-2">Point an OpenTelemetry exporter here:</p>
          <Tabs
            label="Exporter"
            tabs={exporters.map(({ value, label, code }) => ({
              value,
              label,
              content: <CodeBlock code={code} />,
            }))}
          />
        </div>
      )}
      {script && (
        <div>
          <p className="mb-2 text-text-2">Use it from a script or the command line:</p>
          <CodeBlock code={apiSnippet(url, made.secret)} />
        </div>
      )}
    </div>
  );
}
