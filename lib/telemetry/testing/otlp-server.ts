import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { loadPricing } from "#lib/cost/load-pricing";
import { receiveTraces } from "#lib/telemetry/receive";
import { receiveLogs } from "#lib/telemetry/receive-logs";

/** The OTLP endpoints over real HTTP on a free port, for exporters that know nothing of tests. */
export async function startOtlpServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer(async (incoming, outgoing) => {
    const request = new Request(`http://localhost${incoming.url}`, {
      method: "POST",
      headers: incoming.headers as Record<string, string>,
      body: Readable.toWeb(incoming) as ReadableStream,
      duplex: "half",
    } as RequestInit);
    const logs = incoming.url === "/api/otlp/v1/logs";
    const answer = logs ? await receiveLogs(request) : await receiveTraces(request, loadPricing);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
