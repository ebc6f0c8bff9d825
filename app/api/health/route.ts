import { readHealth } from "#lib/core/health";

export const dynamic = "force-dynamic";

/** Open to everybody: a load balancer has no key. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  const status = health.status === "ok" ? 200 : 503;
  return Response.json(health, { status, headers: { "Cache-Control": "no-store" } });
}
