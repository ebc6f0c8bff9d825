import { z } from "zod";
import { AppError } from "#lib/core/errors";
import { instantText } from "#lib/core/schema";

const cursorShape = z.tuple([
  instantText,
  z.int32(),
  z.string().regex(/^[0-9a-f]{32}$/),
  z.string().regex(/^[0-9a-f]{16}$/),
]);
/** The last row of a page: when it began, its feature, its trace or interaction, its span. */
export type Cursor = z.infer<typeof cursorShape>;

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Throws `invalid` for a text that no list gave. */
export function decodeCursor(text: string): Cursor {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw new AppError("invalid", "The cursor is not one that this list gave.", {
      fields: [{ path: "cursor", message: "is not one that this list gave" }],
    });
  }
}
