import { z } from "zod";

const optional = z.preprocess((value) => (value === "" ? undefined : value), z.string().optional());

const schema = z.object({
  DATABASE_URL: z.string({ error: "DATABASE_URL is not set; start Threshold with npm start" }),
  THRESHOLD_URL: z.preprocess((value) => value || undefined, z.url().optional()),
  PORT: z.coerce.number().int().default(3000),
  NEXTAUTH_SECRET: z.string({ error: "NEXTAUTH_SECRET is not set; start Threshold with npm start" }).min(16),
  OIDC_ISSUER: optional,
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  THRESHOLD_SETUP_TOKEN: optional,
  THRESHOLD_INIT_ADMIN_EMAIL: optional,
  THRESHOLD_INIT_ADMIN_PASSWORD: optional,
  THRESHOLD_INIT_API_KEY: optional,
  THRESHOLD_DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(16),
  THRESHOLD_JOBS: z.enum(["on", "off"]).default("on"),
  /** How many proxies of one's own stand before Threshold; 0 means that X-Forwarded-For is not believed. */
  THRESHOLD_TRUSTED_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  /** Hosts that the link check may reach although they are private or listen elsewhere: "wiki.internal, *.corp.example, grafana:3000". */
  THRESHOLD_LINK_HOSTS: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter(Boolean)),
  THRESHOLD_DESIGN: optional,
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** Where Threshold's own traces go, as OpenTelemetry names it; the exporter reads its further variables by itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional,
  OTEL_SERVICE_NAME: optional,
  NODE_ENV: z.string().default("development"),
});

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/** The environment, parsed once at first use, so that a build needs none of it. Throws with the names of what is wrong, never the values. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Environment: ${lines.join("; ")}`);
  }
  parsed = result.data;
  // next-auth reads its own address from here and knows no other way to be told.
  process.env.NEXTAUTH_URL ??= parsed.THRESHOLD_URL ?? `http://localhost:${parsed.PORT}`;
  return parsed;
}

/** The address under which people and scripts reach this installation, without a slash at the end. */
export function publicUrl(): string {
  const { THRESHOLD_URL, PORT } = env();
  return (THRESHOLD_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
}
