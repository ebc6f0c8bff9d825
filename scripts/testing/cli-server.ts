import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { NextRequest } from "next/server";
import type { RouteHandler } from "#lib/core/route";
import { mintFeature, mintKey } from "#lib/versions/testing/mint";

const cli = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

export type CliServer = {
  feature: Awaited<ReturnType<typeof mintFeature>>;
  /** Runs the command line as people do, in a folder. Rejects with its code and what it said. */
  threshold: (cwd: string, ...args: string[]) => Promise<{ stdout: string; stderr: string }>;
  close: () => void;
};

/** A feature of the test's own behind a real server with the real handlers: "POST releases" and so on. */
export async function cliServer(handlers: Record<string, RouteHandler>): Promise<CliServer> {
  const feature = await mintFeature();
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "", `http://${incoming.headers.host}`);
    const [, , , , slug = "", rest = ""] = url.pathname.split("/");
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = parts.length > 0 ? Buffer.concat(parts) : undefined;
    const headers = incoming.headers as Record<string, string>;
    const request = new NextRequest(url, { method: incoming.method ?? "GET", headers, body });
    const answer = await handlers[`${incoming.method} ${rest}`]?.(request, {
      params: Promise.resolve({ slug }),
    });
    outgoing.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []));
    outgoing.end(await answer?.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const env = {
    ...process.env,
    THRESHOLD_URL: `http://127.0.0.1:${port}`,
    THRESHOLD_API_KEY: await mintKey(feature.id),
  };
  return {
    feature,
    threshold: (cwd, ...args) => promisify(execFile)(process.execPath, [cli, ...args], { cwd, env }),
    close: () => void server.close(),
  };
}
