import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What every answer of the fake counts: 1,024 of the input were cached, 64 of the output were thoughts. */
export const fakeUsage = { input: 1200, cached: 1024, output: 300, reasoning: 64 };

/** The model that the fake says it answered with. */
export const FAKE_MODEL = "gpt-4o-2024-08-06";

const usage = {
  prompt_tokens: fakeUsage.input,
  completion_tokens: fakeUsage.output,
  total_tokens: fakeUsage.input + fakeUsage.output,
  prompt_tokens_details: { cached_tokens: fakeUsage.cached },
  completion_tokens_details: { reasoning_tokens: fakeUsage.reasoning },
};

type Body = {
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  tools?: { function?: { name?: string } }[];
  messages?: { role: string }[];
  input?: string | string[];
  /** Asks for a failure, for clients in another process. */
  fail?: boolean;
};

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString("utf8") || "{}") as Body;
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

const head = (object: string) => ({ id: "chatcmpl-1", object, created: 1_700_000_000, model: FAKE_MODEL });

/** Calls the tool it was offered, unless the conversation has its result already. */
function chat(response: ServerResponse, body: Body): void {
  const tool = body.tools?.[0]?.function?.name;
  const called = body.messages?.some((message) => message.role === "tool");
  const message =
    tool !== undefined && !called
      ? {
          role: "assistant",
          content: null,
          tool_calls: [
            { id: "call_1", type: "function", function: { name: tool, arguments: '{"city":"Paris"}' } },
          ],
        }
      : { role: "assistant", content: "It is sunny." };
  const finish_reason = "tool_calls" in message ? "tool_calls" : "stop";
  json(response, 200, {
    ...head("chat.completion"),
    service_tier: "default",
    choices: [{ index: 0, message, finish_reason }],
    usage,
  });
}

function stream(response: ServerResponse, body: Body): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (chunk: object) =>
    response.write(`data: ${JSON.stringify({ ...head("chat.completion.chunk"), ...chunk })}\n\n`);
  for (const content of ["It ", "is ", "sunny."])
    send({ choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] });
  send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  if (body.stream_options?.include_usage) send({ choices: [], usage });
  response.end("data: [DONE]\n\n");
}

function embeddings(response: ServerResponse, body: Body): void {
  const inputs = Array.isArray(body.input) ? body.input : [body.input ?? ""];
  json(response, 200, {
    object: "list",
    model: "text-embedding-3-small",
    data: inputs.map((_, index) => ({ object: "embedding", index, embedding: [0.1, 0.2, 0.3] })),
    usage: { prompt_tokens: 8 * inputs.length, total_tokens: 8 * inputs.length },
  });
}

export type FakeOpenAi = {
  /** Ends in /v1. */
  url: string;
  /** The next so many requests are answered with 500. */
  failNext: (requests: number) => void;
  close: () => Promise<void>;
};

/** A local server that speaks as much of OpenAI's HTTP interface as clients need for chats, streams and embeddings. */
export async function startFakeOpenAi(port = 0): Promise<FakeOpenAi> {
  let failures = 0;
  const server: Server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (failures > 0 || body.fail) {
      failures = Math.max(0, failures - 1);
      json(response, 500, { error: { message: "The server had an error.", type: "server_error" } });
    } else if (request.url === "/v1/embeddings") embeddings(response, body);
    else if (request.url !== "/v1/chat/completions")
      json(response, 404, { error: { message: "No such path." } });
    else if (body.stream) stream(response, body);
    else chat(response, body);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    failNext: (requests) => {
      failures = requests;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
