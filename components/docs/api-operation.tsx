import { Badge } from "#components/ui/badge";
import { CodeBlock } from "#components/ui/code-block";
import type { FieldRow, ReferenceOperation } from "#lib/openapi/reference-domain";
import { DocHeading } from "./doc-heading.tsx";

const where: Record<string, string> = { path: "In the path", query: "In the query", header: "As a header" };

/** One operation of the API: who may call it, what it takes, what it answers, and a command that calls it. */
export function ApiOperation({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, needs, parameters, body, answer, curl } = operation;
  return (
    <>
      <DocHeading level={2} id={id}>
        {summary}
      </DocHeading>
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={method === "GET" ? "plain" : "accent"}>{method}</Badge>
        <code className="font-mono">/api/v1{path}</code>
      </p>
      <p className="text-text-2">{needs}</p>
      {["path", "query", "header"].map((place) => (
        <Fields
          key={place}
          title={where[place] ?? place}
          rows={parameters.filter((parameter) => parameter.in === place)}
        />
      ))}
      {body && <Fields title="Body" rows={body} />}
      <CodeBlock title="curl" code={curl} />
      {answer && <Fields title="Answer" rows={answer} answer />}
    </>
  );
}

function Fields({
  title,
  rows,
  answer = false,
}: {
  title: string;
  rows: readonly FieldRow[];
  answer?: boolean;
}) {
  if (rows.length === 0) return null;
  const table = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard.
    <section aria-label={title} tabIndex={0} className="overflow-x-auto">
      <table>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">Takes</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, type, required, description }) => (
            <tr key={name}>
              <td className="font-mono text-sm">
                {name}
                {required && !answer && <span className="font-sans text-text-2"> required</span>}
              </td>
              <td>
                <span className="text-text-2">{type}</span>
                {description && <span className="block">{description}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
  if (!answer || rows.length <= 6) return table;
  return (
    <details className="my-3">
      <summary className="rounded-sm text-text-2">Answer: {rows.length} fields</summary>
      {table}
    </details>
  );
}
