import { Avatar } from "#components/ui/avatar";
import { Breadcrumbs } from "#components/ui/breadcrumbs";
import { CodeBlock, Digest } from "#components/ui/code-block";
import { DataList } from "#components/ui/data-list";
import { Disclosure } from "#components/ui/disclosure";
import { LinkTabs } from "#components/ui/link-tabs";
import { Panel, SectionHeading } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import { Time } from "#components/ui/time";

const node = `export OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:3000/api/otlp
export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer $THRESHOLD_API_KEY"
node --import ./instrumentation.mjs server.mjs`;

export function LayoutSection() {
  return (
    <section>
      <SectionHeading title="Panels, tabs, code" />
      <div className="h-2" />
      <Breadcrumbs
        items={[{ label: "Portfolio", href: "/" }, { label: "Claims triage", href: "#c" }, { label: "Cost" }]}
      />
      <LinkTabs
        label="Claims triage"
        tabs={[
          { label: "Scorecard", href: "/design" },
          { label: "Quality", href: "/design/q", status: "stale" },
          { label: "Failures", href: "/design/f", status: "met" },
          { label: "Cost", href: "/design/c", status: "met" },
          { label: "Versions", href: "/design/v", status: "met" },
          { label: "Audit", href: "/design/a", status: "unmet" },
          { label: "Ownership", href: "/design/o", status: "unknown" },
          { label: "Calls", href: "/design/calls" },
        ]}
      />
      <div className="grid gap-3 lg:grid-cols-3">
        <Panel title="Running now" aside={<Digest value="3fa9c1d20b7e77aa01" copy />}>
          <DataList
            items={[
              { term: "Prompt", description: "triage-main v14" },
              { term: "Model", description: "gpt-4o-2024-08-06" },
              { term: "On call", description: <Avatar name="Ravi Tan" withName /> },
              { term: "Since", description: <Time at="2026-11-14T09:20:00Z" zone="Europe/Berlin" /> },
            ]}
          />
          <Disclosure summary="Retrieval and eval set">policies r31, triage-gold 7</Disclosure>
        </Panel>
        <Panel title="Send the first span" className="lg:col-span-2">
          <Tabs
            label="Language"
            tabs={[
              { value: "node", label: "Node", content: <CodeBlock code={node} title="Shell" /> },
              {
                value: "python",
                label: "Python",
                content: <CodeBlock code="pip install opentelemetry-distro" />,
              },
            ]}
          />
        </Panel>
      </div>
    </section>
  );
}
