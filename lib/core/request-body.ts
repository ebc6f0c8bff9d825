import { AppError } from "./errors.ts";

const MEBIBYTE = 1024 * 1024;

/**
 * The whole body, at most `limit` bytes; more throws `too_large` without reading on. `arrived` hears of every part as it
 * comes, and may throw to end the reading.
 */
export async function readBytes(
  request: Request,
  limit: number,
  arrived: (bytes: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new AppError("too_large", `The body is larger than ${Math.floor(limit / 1024)} KiB.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    if (size > limit) throw tooLarge();
    arrived(part.byteLength);
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Parses a JSON body. Other content types throw `unsupported`, broken JSON or UTF-8 `invalid`. */
export async function readJson(
  request: Request,
  limit = MEBIBYTE,
): Promise<{ text: string; value: unknown }> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new AppError("unsupported", "Send the body as application/json.");
  }
  const bytes = await readBytes(request, limit);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch {
    throw new AppError("invalid", "The body is not valid JSON in UTF-8.");
  }
}
