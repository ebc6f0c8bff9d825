import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FollowOptions, followLink } from "./follow-link.ts";

const asked: string[] = [];
let port = 0;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? "/";
  asked.push(`${request.method} ${request.headers.host} ${path}`);
  if (path === "/moved") return void response.writeHead(302, { location: "/fine" }).end();
  if (path === "/round") return void response.writeHead(302, { location: "/round" }).end();
  if (path === "/into-the-cloud")
    return void response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
  if (path === "/inside") return void response.writeHead(302, { location: "http://10.0.0.1/" }).end();
  if (path === "/other-port")
    return void response.writeHead(307, { location: "http://pages.example:1/" }).end();
  if (path === "/no-head" && request.method === "HEAD") return void response.writeHead(405).end();
  const [, status, host, rest] = /^\/(\d+)\/([^/]+)(.*)$/.exec(path) ?? [];
  if (host)
    return void response.writeHead(Number(status), { location: `http://${host}:${port}${rest}` }).end();
  if (path === "/silent") return;
  if (path === "/other-protocol") {
    request.socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n");
    return;
  }
  if (path === "/gone") return void response.writeHead(404).end();
  response.writeHead(200).end("x".repeat(1000));
}

const server = createServer(answer);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const options = (more: Partial<FollowOptions> = {}): FollowOptions => ({
  allowed: ["pages.example", "www.pages.example", "elsewhere.example"].map((host) => `${host}:${port}`),
  addressesOf: async () => ["127.0.0.1"],
  timeoutMs: 5_000,
  ...more,
});
const follow = (path: string, more?: Partial<FollowOptions>) =>
  followLink(`http://pages.example:${port}${path}`, options(more));

test("a page that is there, has moved, or is gone says so", async () => {
  expect(await follow("/fine")).toMatchObject({ kind: "answered", status: 200 });
  expect(await follow("/moved")).toMatchObject({ status: 200, url: `http://pages.example:${port}/fine` });
  expect(await follow("/gone")).toMatchObject({ status: 404 });
});

test("a server that takes no HEAD is asked for the page", async () => {
  expect(await follow("/no-head")).toMatchObject({ kind: "answered", status: 200 });
  expect(asked.slice(-2)).toEqual([
    `HEAD pages.example:${port} /no-head`,
    `GET pages.example:${port} /no-head`,
  ]);
});

test("redirects in a circle end", async () => {
  expect(await follow("/round")).toMatchObject({ kind: "answered", status: 310 });
});

test.each(["/into-the-cloud", "/inside", "/other-port"])(
  "a redirect leads no further than a link: %s",
  async (path) => {
    expect(await follow(path)).toMatchObject({ kind: "refused" });
  },
);

test("a name that leads inside is not followed, whoever sent it there", async () => {
  const before = asked.length;
  const url = "http://public-looking.example/";
  for (const addresses of [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["::1"], ["169.254.169.254"]]) {
    const followed = await followLink(url, options({ addressesOf: async () => addresses }));
    expect(followed, addresses.join()).toMatchObject({ kind: "refused" });
  }
  expect(asked).toHaveLength(before);
});

test("a name that changes its mind after it was looked at is not asked a second time", async () => {
  let lookups = 0;
  const addressesOf = async () => {
    lookups += 1;
    return lookups === 1 ? ["127.0.0.1"] : ["169.254.169.254"];
  };
  expect(await follow("/fine", { addressesOf })).toMatchObject({ kind: "answered", status: 200 });
  expect(lookups).toBe(1);
});

test.each([
  ["/302/elsewhere.example", true],
  ["/307/elsewhere.example", true],
  ["/301/elsewhere.example", false],
  ["/308/elsewhere.example", false],
  ["/302/www.pages.example", false],
])("%s leads for now to another site: %s", async (path, sentOn) => {
  expect(await follow(path)).toMatchObject({ status: 200, sentOn });
});

test("who is sent elsewhere and back has arrived", async () => {
  expect(await follow("/302/elsewhere.example/302/pages.example")).toMatchObject({
    status: 200,
    sentOn: false,
  });
});

test("a server that changes the protocol unasked is an answer without a page", async () => {
  expect(await follow("/other-protocol")).toMatchObject({ kind: "answered", status: 101 });
});

test("one link has one deadline, for names, redirects and answers together", async () => {
  const late = { kind: "silent", code: "ETIMEDOUT" };
  expect(await follow("/silent", { wholeMs: 50 })).toEqual(late);
  expect(await follow("/fine", { wholeMs: 50, addressesOf: () => new Promise(() => {}) })).toEqual(late);
});

test("silence is told apart from an answer", async () => {
  expect(await follow("/silent", { timeoutMs: 200 })).toEqual({ kind: "silent", code: "ETIMEDOUT" });
  const unknown = async () => {
    throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
  };
  expect(await follow("/fine", { addressesOf: unknown })).toEqual({ kind: "silent", code: "ENOTFOUND" });
});
