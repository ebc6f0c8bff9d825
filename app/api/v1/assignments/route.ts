import { route } from "#lib/core/route";
import { assignFeatures } from "#lib/features/assign-features";
import { assignmentAnswer, assignmentInput } from "#lib/features/assignment-schema";

export const POST = route({
  summary: "Give many features to a team, a rotation or both: all of them or none",
  access: "write",
  body: assignmentInput,
  answer: assignmentAnswer,
  run: ({ principal, body }) => assignFeatures(principal, body),
});
