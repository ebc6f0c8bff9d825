import pino from "pino";
import { env } from "./env.ts";

let logger: pino.Logger | undefined;

/** The process's logger: JSON lines on standard output. Values under names that carry secrets are never written. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    redact: {
      paths: [
        "password",
        "token",
        "authorization",
        "cookie",
        "secret",
        "key",
        "*.password",
        "*.token",
        "*.authorization",
        "*.cookie",
        "*.secret",
      ],
      censor: "[not logged]",
    },
  });
  return logger;
}
