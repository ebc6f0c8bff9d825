import { createKey } from "#lib/auth/keys";
import { listKeys } from "#lib/auth/queries";
import { keyBody, keysAnswer, keysQuery, newKeyAnswer } from "#lib/auth/schema";
import { created, route } from "#lib/core/route";

export const GET = route({
  summary: "API keys: all for admins, else those of the features that one may change",
  access: "session",
  query: keysQuery,
  answer: keysAnswer,
  run: ({ principal, query }) => listKeys(principal, query),
});

export const POST = route({
  summary: "Make an API key; the answer has its secret, once",
  access: "session",
  body: keyBody,
  answer: newKeyAnswer,
  answerIsSecret: true,
  run: async ({ principal, body }) => created(await createKey(principal, body)),
});
