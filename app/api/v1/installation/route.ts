import { changeInstallation } from "#lib/auth/change-installation";
import { readInstallation } from "#lib/auth/queries";
import { installationAnswer, installationChange } from "#lib/auth/schema";
import { route } from "#lib/core/route";
import { checkPatterns } from "#lib/telemetry/redact/check-patterns";

export const GET = route({
  summary: "The organisation that this installation serves",
  access: "read",
  answer: installationAnswer,
  run: () => readInstallation(),
});

export const PATCH = route({
  summary:
    "Change the organisation's name, time zone, how long telemetry is kept, or patterns for what is kept",
  access: "admin",
  body: installationChange,
  answer: installationAnswer,
  run: async ({ principal, body }) => {
    checkPatterns(body.redactionPatterns);
    await changeInstallation(principal, body);
    return readInstallation();
  },
});
