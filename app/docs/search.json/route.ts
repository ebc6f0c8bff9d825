import { apiReference } from "#app/docs/api-reference";
import { docHref } from "#lib/docs/domain";
import { readSearchEntries } from "#lib/docs/queries";
import type { SearchEntry } from "#lib/docs/text-domain";

function apiEntries(): SearchEntry[] {
  return apiReference().flatMap((group) =>
    group.operations.map(({ id, method, path, summary, needs }) => ({
      href: `${docHref(`api/${group.slug}`)}#${id}`,
      page: "HTTP API",
      title: summary,
      text: `${method} /api/v1${path}. ${needs}`,
    })),
  );
}

/** What the search of the docs looks through: the same for everybody until the server is another one. */
export async function GET(): Promise<Response> {
  const entries = [...(await readSearchEntries()), ...apiEntries()];
  return Response.json(entries, { headers: { "cache-control": "public, max-age=300" } });
}
