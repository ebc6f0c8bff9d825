import { changeInstallation } from "#lib/auth/change-installation";
import { readInstallation } from "#lib/auth/queries";
import { installationAnswer, installationChange } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const GET = route({
  summary: "The organisation that this installation serves",
  access: "read",
  answer: installationAnswer,
  run: () => readInstallation(),
});

export const PATCH = route({
  summary: "Change the organisation's name or time zone",
  access: "admin",
  body: installationChange,
  answer: installationAnswer,
  run: async ({ principal, body }) => {
    await changeInstallation(principal, body);
    return readInstallation();
  },
});
