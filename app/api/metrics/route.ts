import type { NextRequest } from "next/server";
import { authenticate } from "#lib/auth/authenticate";
import { mayReadMetrics } from "#lib/auth/domain";
import { metrics } from "#lib/core/metrics";

export const dynamic = "force-dynamic";

/** Prometheus' text format. For a key with the scope `read` that is bound to no feature, or an admin's session. */
export async function GET(request: NextRequest): Promise<Response> {
  const principal = await authenticate(request);
  if (principal === null) {
    return new Response("Send a key with the scope read as a bearer token.\n", {
      status: 401,
      headers: { "WWW-Authenticate": "Bearer", "Cache-Control": "no-store" },
    });
  }
  if (!mayReadMetrics(principal)) return new Response("This key may not read metrics.\n", { status: 403 });
  const registry = metrics();
  return new Response(await registry.metrics(), {
    headers: { "Content-Type": registry.contentType, "Cache-Control": "no-store" },
  });
}
