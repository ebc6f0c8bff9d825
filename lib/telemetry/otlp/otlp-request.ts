import "server-only";
import { createGunzip } from "node:zlib";
import { AppError } from "#lib/core/errors";
import { readBytes } from "#lib/core/request-body";

export const MAX_BODY_BYTES = 64 * 1024 * 1024;

export type OtlpFormat = "protobuf" | "json";

/** How the bodies of one signal are decoded. */
export type Decoders<T> = Record<OtlpFormat, (body: Uint8Array) => T>;

/** The encoding that the request names, null when it is none of OTLP's. */
export function formatOf(request: Request): OtlpFormat | null {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-protobuf" || type === "application/protobuf") return "protobuf";
  return type === "application/json" ? "json" : null;
}

/**
 * Reads and decodes an export. Throws `unsupported` for other types, `too_large` above 64 MiB (after
 * decompression too, which stops there), `invalid` for what cannot be decoded. `arrived` hears how many bytes came, also
 * those that unpacking added, and may throw.
 */
export async function readExport<T>(
  request: Request,
  decoders: Decoders<T>,
  arrived: (bytes: number) => void,
): Promise<T> {
  const format = formatOf(request);
  if (format === null) {
    throw new AppError("unsupported", "Send application/x-protobuf or application/json.");
  }
  return decoders[format](await uncompressed(request, arrived));
}

async function uncompressed(request: Request, arrived: (bytes: number) => void): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "gzip" && encoding !== "identity" && encoding !== "") {
    throw new AppError("unsupported", "Send the body as it is or with gzip.");
  }
  const sent = await readBytes(request, MAX_BODY_BYTES, arrived);
  return encoding === "gzip" ? unpacked(sent, arrived) : sent;
}

/** Unpacks in pieces, so that many bodies that grow a thousandfold at once are noticed while they grow. */
async function unpacked(sent: Uint8Array, arrived: (bytes: number) => void): Promise<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  gunzip.end(sent);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of gunzip as AsyncIterable<Uint8Array>) {
      size += part.byteLength;
      if (size > MAX_BODY_BYTES) throw new AppError("too_large", "The body is larger than 64 MiB.");
      arrived(part.byteLength);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("invalid", "The body is not valid gzip.");
  }
  return Buffer.concat(parts, size);
}
