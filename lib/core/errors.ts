/** The codes that callers may rely on, and the HTTP status of each. */
export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  impossible: 422,
  rate_limited: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export type ErrorDetails = {
  /** What is wrong with which field: [{ path: "shares.0.weight", message }]. */
  fields?: { path: string; message: string }[];
  /** Seconds after which another try makes sense. */
  retryAfterSeconds?: number;
};

/** An error that a caller can act on. The message is shown to people: one plain sentence, no secrets. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** A body that follows RFC 9457. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ErrorCode | "internal";
  detail: string;
  /** Names the request in the log. */
  instance?: string;
  fields?: { path: string; message: string }[];
};

const titles: Record<ErrorCode, string> = {
  invalid: "The request is not valid",
  unauthenticated: "Sign in or send an API key",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "In conflict with what is stored",
  too_large: "Too large",
  unsupported: "Not supported",
  impossible: "Not possible as things are",
  rate_limited: "Too many requests",
  unavailable: "Not available now",
};

/** The problem document of a known error. */
export function problemOf(error: AppError, requestId?: string): Problem {
  return {
    type: `urn:threshold:error:${error.code}`,
    title: titles[error.code],
    status: errorStatus[error.code],
    code: error.code,
    detail: error.message,
    instance: requestId,
    fields: error.details.fields,
  };
}

/** The problem document of anything else: says nothing of the cause, which is in the log under the same id. */
export function internalProblem(requestId: string): Problem {
  return {
    type: "urn:threshold:error:internal",
    title: "Something went wrong",
    status: 500,
    code: "internal",
    detail: `Something went wrong on our side. The log has the cause under ${requestId}.`,
    instance: requestId,
  };
}
