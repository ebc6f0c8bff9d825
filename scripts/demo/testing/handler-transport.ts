import { NextRequest } from "next/server";
import * as logs from "#app/api/otlp/v1/logs/route";
import * as otlp from "#app/api/otlp/v1/traces/route";
import * as assignments from "#app/api/v1/assignments/route";
import * as cost from "#app/api/v1/features/[slug]/cost/route";
import * as deployments from "#app/api/v1/features/[slug]/deployments/route";
import * as feedback from "#app/api/v1/features/[slug]/feedback/route";
import * as releases from "#app/api/v1/features/[slug]/releases/route";
import * as rollback from "#app/api/v1/features/[slug]/rollback/route";
import * as feature from "#app/api/v1/features/[slug]/route";
import * as revisions from "#app/api/v1/features/[slug]/runbook/revisions/route";
import * as runbook from "#app/api/v1/features/[slug]/runbook/route";
import * as runbookTests from "#app/api/v1/features/[slug]/runbook/tests/route";
import * as running from "#app/api/v1/features/[slug]/running/route";
import * as scorecard from "#app/api/v1/features/[slug]/scorecard/route";
import * as features from "#app/api/v1/features/route";
import * as installation from "#app/api/v1/installation/route";
import * as accept from "#app/api/v1/invitations/accept/route";
import * as invitations from "#app/api/v1/invitations/route";
import * as discounts from "#app/api/v1/prices/discounts/route";
import * as prices from "#app/api/v1/prices/route";
import * as overrides from "#app/api/v1/rotations/[slug]/overrides/route";
import * as rotation from "#app/api/v1/rotations/[slug]/route";
import * as rotations from "#app/api/v1/rotations/route";
import * as views from "#app/api/v1/saved-views/route";
import * as member from "#app/api/v1/teams/[slug]/members/[userId]/route";
import * as team from "#app/api/v1/teams/[slug]/route";
import * as teams from "#app/api/v1/teams/route";
import * as user from "#app/api/v1/users/[id]/route";
import * as me from "#app/api/v1/users/me/route";
import * as users from "#app/api/v1/users/route";
import { createSession, signInHeader } from "#lib/auth/create-session";
import { db } from "#lib/core/db";
import type { RouteHandler } from "#lib/core/route";
import type { Transport } from "#scripts/demo/api";

type Handlers = { GET?: RouteHandler; POST?: RouteHandler; PUT?: RouteHandler; PATCH?: RouteHandler };

const routes: [pattern: RegExp, handlers: Handlers][] = [
  [/^\/features$/, features],
  [/^\/features\/(?<slug>[^/]+)$/, feature],
  [/^\/features\/(?<slug>[^/]+)\/releases$/, releases],
  [/^\/features\/(?<slug>[^/]+)\/deployments$/, deployments],
  [/^\/features\/(?<slug>[^/]+)\/rollback$/, rollback],
  [/^\/features\/(?<slug>[^/]+)\/runbook$/, runbook],
  [/^\/features\/(?<slug>[^/]+)\/runbook\/revisions$/, revisions],
  [/^\/features\/(?<slug>[^/]+)\/runbook\/tests$/, runbookTests],
  [/^\/features\/(?<slug>[^/]+)\/running$/, running],
  [/^\/features\/(?<slug>[^/]+)\/scorecard$/, scorecard],
  [/^\/features\/(?<slug>[^/]+)\/cost$/, cost],
  [/^\/features\/(?<slug>[^/]+)\/feedback$/, feedback],
  [/^\/assignments$/, assignments],
  [/^\/rotations$/, rotations],
  [/^\/rotations\/(?<slug>[^/]+)$/, rotation],
  [/^\/rotations\/(?<slug>[^/]+)\/overrides$/, overrides],
  [/^\/prices$/, prices],
  [/^\/prices\/discounts$/, discounts],
  [/^\/saved-views$/, views],
  [/^\/installation$/, installation],
  [/^\/invitations$/, invitations],
  [/^\/invitations\/accept$/, accept],
  [/^\/teams$/, teams],
  [/^\/teams\/(?<slug>[^/]+)$/, team],
  [/^\/teams\/(?<slug>[^/]+)\/members\/(?<userId>[^/]+)$/, member],
  [/^\/users$/, users],
  [/^\/users\/me$/, me],
  [/^\/users\/(?<id>[^/]+)$/, user],
];

/** NextAuth's own pages need a server; the session that they would make is made here. */
async function signedIn(body: string): Promise<Response> {
  const email = new URLSearchParams(body).get("email") ?? "";
  const user = await db().user.findUniqueOrThrow({ where: { email } });
  const session = await db().$transaction((tx) =>
    createSession(user.id, { userAgent: null, address: null }, tx, new Date()),
  );
  return Response.json({}, { headers: { "set-cookie": await signInHeader(session) } });
}

/** Answers as the server would, from the route handlers themselves. */
export const handlerTransport: Transport = async (address, init) => {
  const { pathname, host } = new URL(address);
  const headers = new Headers(init.headers);
  headers.set("host", host);
  if (pathname === "/api/auth/csrf") return Response.json({ csrfToken: "none" });
  if (pathname.startsWith("/api/auth/")) return signedIn(String(init.body));
  const { method = "GET", body } = init;
  const request = new NextRequest(address, { method, headers, body });
  if (pathname === "/api/otlp/v1/traces") return otlp.POST(request);
  if (pathname === "/api/otlp/v1/logs") return logs.POST(request);
  const path = pathname.replace("/api/v1", "");
  for (const [pattern, handlers] of routes) {
    const match = pattern.exec(path);
    const handler = handlers[method as keyof Handlers];
    if (match && handler) return handler(request, { params: Promise.resolve({ ...match.groups }) });
  }
  throw new Error(`No handler for ${method} ${path}`);
};
