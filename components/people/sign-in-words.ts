import type { Problem } from "#lib/core/errors";

/** What the sign-in page says of an error that next-auth put into its answer or into the address. */
export function signInProblem(error: string): Problem {
  const wait = /^wait:(\d+)$/.exec(error)?.[1];
  const seconds = Number(wait);
  const time = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  const detail =
    wait !== undefined
      ? `Too many failed tries. Try again in ${time}.`
      : ({
          unauthenticated: "The e-mail address or the password is not right.",
          not_invited: "Nobody with this identity is a user or invited. Ask an admin for an invitation.",
          AccessDenied: "Single sign-on gave no identity that can be used here. Ask an admin.",
          internal: "Something went wrong on our side. The log has its cause.",
          SessionRequired: "Sign in to go on.",
        }[error] ?? "Signing in did not work. Try again, or ask an admin.");
  return { type: "about:blank", title: "Not signed in", status: 401, code: "unauthenticated", detail };
}
