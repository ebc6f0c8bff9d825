import Link from "next/link";
import { ApiOperation } from "#components/docs/api-operation";
import { DocHeading } from "#components/docs/doc-heading";
import { DocsFrame } from "#components/docs/docs-frame";
import { CodeBlock } from "#components/ui/code-block";
import { docHref, neighboursOf } from "#lib/docs/domain";
import type { ReferenceGroup } from "#lib/openapi/reference-domain";

const example = `export THRESHOLD_URL=http://localhost:3000
export THRESHOLD_API_KEY=thr_…
curl "$THRESHOLD_URL/api/v1/features" -H "Authorization: Bearer $THRESHOLD_API_KEY"`;

const problem = `HTTP/1.1 400 Bad Request
Content-Type: application/problem+json

{
  "type": "…",
  "title": "Bad Request",
  "status": 400,
  "code": "invalid",
  "detail": "stakes: Invalid option: expected one of \\"high\\"|\\"standard\\"|\\"low\\"",
  "fields": [{ "path": "stakes", "message": "Invalid option: …" }],
  "instance": "…"
}`;

export function ApiIndexPage({ groups }: { groups: readonly ReferenceGroup[] }) {
  const headings = [
    { level: 2, title: "Calling it", id: "calling-it" },
    { level: 2, title: "Errors", id: "errors" },
    { level: 2, title: "What there is", id: "what-there-is" },
  ];
  return (
    <DocsFrame here="api" headings={headings} apiGroups={groups}>
      <DocHeading level={1} id="http-api">
        HTTP API
      </DocHeading>
      <p>
        The screens use this API and no other, so whatever a person can do, a script can do. It is described
        by the OpenAPI 3.1 document of this very server,{" "}
        <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>, which is made from the schemas that validate.
        These pages are drawn from it.
      </p>
      <DocHeading level={2} id="calling-it">
        Calling it
      </DocHeading>
      <CodeBlock title="Shell" code={example} />
      <ul>
        <li>
          A key is made under API keys with the scopes that it needs: ingest, read, write. Whoever is signed
          in may call it from a page of the same address, with their cookie.
        </li>
        <li>Bodies are JSON. Unknown fields are refused, so that a typing error is not lost.</li>
        <li>
          Lists page by cursor: pass <code>next</code> of one answer as <code>cursor</code> of the next
          request. Many lists also answer <code>format=csv</code>.
        </li>
        <li>
          Writes take an <code>Idempotency-Key</code>: the same key with the same body is done once, and
          answered again as the first time.
        </li>
        <li>
          Money: <code>usd</code> is a decimal string, <code>cents</code> a number. Times are RFC 3339 with
          their offset.
        </li>
      </ul>
      <DocHeading level={2} id="errors">
        Errors
      </DocHeading>
      <p>
        Every error is an RFC 9457 problem document. Rely on <code>code</code>; <code>detail</code> is for
        people, <code>instance</code> names the request in the log.
      </p>
      <CodeBlock title="Answer" code={problem} />
      <DocHeading level={2} id="what-there-is">
        What there is
      </DocHeading>
      {groups.map((group) => (
        <section key={group.slug} aria-label={group.title}>
          <DocHeading level={3} id={group.slug}>
            <Link href={docHref(`api/${group.slug}`)}>{group.title}</Link>
          </DocHeading>
          <ul>
            {group.operations.map(({ id, method, path, summary }) => (
              <li key={id}>
                <Link href={`${docHref(`api/${group.slug}`)}#${id}`}>
                  <code>
                    {method} {path}
                  </code>
                </Link>{" "}
                {summary}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </DocsFrame>
  );
}

type GroupProps = { group: ReferenceGroup; groups: readonly ReferenceGroup[] };

export function ApiGroupPage({ group, groups }: GroupProps) {
  const at = groups.indexOf(group);
  const link = (other: ReferenceGroup | undefined) =>
    other ? { title: other.title, href: docHref(`api/${other.slug}`) } : null;
  const around = {
    previous: link(groups[at - 1]) ?? { title: "HTTP API", href: docHref("api") },
    next: link(groups[at + 1]) ?? neighboursOf("api").next,
  };
  const headings = group.operations.map(({ id, summary }) => ({ level: 2, title: summary, id }));
  return (
    <DocsFrame here={`api/${group.slug}`} headings={headings} apiGroups={groups} around={around}>
      <DocHeading level={1} id={group.slug}>
        {group.title}
      </DocHeading>
      <p>
        Below <code>/api/v1</code>. How to call it and what errors look like:{" "}
        <Link href="/docs/api">HTTP API</Link>.
      </p>
      {group.operations.map((operation) => (
        <ApiOperation key={operation.id} operation={operation} />
      ))}
    </DocsFrame>
  );
}
