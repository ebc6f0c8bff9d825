import { readDocFile } from "#lib/docs/queries";

/** Pictures of the documentation. A drawing runs nothing: its own policy forbids it, also when it is opened by itself. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ path: string[] }> },
): Promise<Response> {
  const file = await readDocFile((await params).path.join("/"));
  if (!file) return new Response("There is no such file.", { status: 404 });
  return new Response(new Uint8Array(file.content), {
    headers: {
      "content-type": file.type,
      "cache-control": "public, max-age=300",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
