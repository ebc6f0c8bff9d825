import { createServer, type Socket } from "node:net";

function message(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const ready = message("Z", Buffer.from("I"));
const authenticated = message("R", Buffer.from([0, 0, 0, 0]));

/** One row with one text column. */
function row(value: string): Buffer {
  const column = Buffer.concat([
    Buffer.from("server_version_num\0"),
    Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0]),
  ]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(value.length);
  return Buffer.concat([
    message("T", Buffer.concat([Buffer.from([0, 1]), column])),
    message("D", Buffer.concat([Buffer.from([0, 1]), length, Buffer.from(value)])),
    message("C", Buffer.from("SHOW\0")),
    ready,
  ]);
}

function answer(socket: Socket, versionNumber: string): void {
  socket.once("data", () => {
    socket.write(Buffer.concat([authenticated, ready]));
    socket.on("data", (chunk) => {
      if (chunk[0] === "Q".charCodeAt(0)) socket.write(row(versionNumber));
    });
  });
  socket.on("error", () => undefined);
}

/** Something that speaks enough of Postgres's protocol to claim a version that no package brings any more. */
export function pretendPostgres(versionNumber: string): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => answer(socket, versionNumber));
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address && typeof address === "object" ? address.port : 0;
      resolve({ port, close: () => void server.close() });
    });
  });
}
