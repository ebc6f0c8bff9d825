import "server-only";
import { AppError } from "#lib/core/errors";
import type { RedactionPattern } from "#lib/features/schema";
import { redactorOf } from "./redact.ts";
import { refusalOf } from "./redact-own.ts";

/**
 * Throws `invalid`, with the place in the list, for a pattern that cannot be run in linear time, that matches nothing at
 * all, or whose replacement would itself be taken out.
 */
export function checkPatterns(
  patterns: readonly RedactionPattern[] | undefined,
  path = "redactionPatterns",
): void {
  const fields = (patterns ?? []).flatMap(({ expression, replacement }, index) => {
    const refused = refusalOf(expression);
    const inside = replacement.slice(1, -1);
    const found = redactorOf([]).text(inside, inside.length + 1) !== inside;
    return [
      ...(refused === null ? [] : [{ path: `${path}.${index}.expression`, message: refused }]),
      ...(found ? [{ path: `${path}.${index}.replacement`, message: "it looks personal itself" }] : []),
    ];
  });
  const [first] = fields;
  if (first) throw new AppError("invalid", `${first.path}: ${first.message}`, { fields });
}
