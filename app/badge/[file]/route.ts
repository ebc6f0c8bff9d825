import type { NextRequest } from "next/server";
import { sha256 } from "#lib/core/ids";
import { badgeStyles } from "#lib/portfolio/badge-domain";
import { readBadge } from "#lib/portfolio/badge-queries";
import { drawBadge } from "#lib/portfolio/draw-badge";

export const dynamic = "force-dynamic";

const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** One answer for a slug that nobody knows and for one that did not opt in. */
function notThere(): Response {
  return new Response("There is no such badge.\n", {
    status: 404,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

/** `/badge/<slug>.svg?style=strip|flat`, for everybody once the feature's team opted in; a style that is none is strip. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const slug = /^(.+)\.svg$/.exec((await params).file)?.[1];
  const badge = slug === undefined ? null : await readBadge(slug, new Date());
  if (badge === null) return notThere();
  const asked = request.nextUrl.searchParams.get("style");
  const svg = drawBadge(badge, badgeStyles.find((style) => style === asked) ?? "strip");
  const etag = `"${sha256(svg).slice(0, 24)}"`;
  const headers = {
    "content-type": "image/svg+xml; charset=utf-8",
    "cache-control": `public, max-age=${badge.maxAge}, must-revalidate`,
    "content-security-policy": policy,
    etag,
  };
  const known = (request.headers.get("if-none-match") ?? "")
    .split(",")
    .map((one) => one.trim().replace(/^W\//, ""));
  if (known.includes(etag) || known.includes("*")) return new Response(null, { status: 304, headers });
  return new Response(svg, { headers });
}
