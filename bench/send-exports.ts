import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

export type Sent = { seconds: number; latenciesMs: number[] };

/** Posts one body on a connection that is kept; throws unless all of it was taken. */
function post(url: URL, key: string, body: Uint8Array, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/x-protobuf",
      "content-length": body.byteLength,
      authorization: `Bearer ${key}`,
    };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const answer = Buffer.concat(parts);
        if (response.statusCode === 200 && answer.length === 0) return resolve();
        reject(
          new Error(`The server answered ${response.statusCode}: ${answer.toString("utf8").slice(0, 300)}`),
        );
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Sends each body once over so many connections, each of which waits for its answer. Throws at the first refusal. */
export async function sendExports(
  server: string,
  key: string,
  bodies: readonly Uint8Array[],
  connections: number,
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const url = new URL("/api/otlp/v1/traces", server);
  const latenciesMs: number[] = [];
  let next = 0;
  const connection = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const started = performance.now();
      await post(url, key, body, agent);
      latenciesMs.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { seconds, latenciesMs };
}
