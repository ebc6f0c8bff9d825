import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { deviceOf } from "#lib/auth/create-session";
import { authOptions } from "#lib/auth/next-auth-options";

type Context = { params: Promise<{ nextauth: string[] }> };

// The options are made for each request: a build has no environment yet, and sessions note the device.
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const options = authOptions(deviceOf(request.headers), request.headers);
  return (await NextAuth(request, context, options)) as Response;
}

export { handle as GET, handle as POST };
