import { CodeBlock } from "#components/ui/code-block";
import { Tabs } from "#components/ui/tabs";
import { type ExporterTarget, environmentSnippet, nodeSnippet, pythonSnippet } from "./snippets.ts";

/** How an OpenTelemetry exporter is pointed here: in Node, in Python, or by environment where a program has one already. */
export function ExporterSnippets({ target }: { target: ExporterTarget }) {
  const tab = (value: string, label: string, code: string) => ({
    value,
    label,
    content: <CodeBlock code={code} title={label} />,
  });
  return (
    <Tabs
      label="Exporter"
      tabs={[
        tab("node", "Node", nodeSnippet(target)),
        tab("python", "Python", pythonSnippet(target)),
        tab("environment", "Environment", environmentSnippet(target)),
      ]}
    />
  );
}
