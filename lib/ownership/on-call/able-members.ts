import "server-only";
import { z } from "zod";
import { opens } from "#lib/auth/way-in";
import { db, type Transaction } from "#lib/core/db";
import type { Person } from "./on-call-now-schema.ts";

const row = z.object({
  id: z.uuid(),
  name: z.string(),
  hasPassword: z.boolean(),
  oidcSubject: z.string().nullable(),
});

/** The members of a team who can be on call, because they can sign in; none without a team. */
export async function ableMembers(client: Transaction | null, teamId: string | null): Promise<Person[]> {
  if (teamId === null) return [];
  const rows = await (client ?? db()).$queryRaw`
    SELECT u.id, u.name, u.password_hash IS NOT NULL AS "hasPassword", u.oidc_subject AS "oidcSubject"
      FROM team_member m JOIN app_user u ON u.id = m.user_id
     WHERE m.team_id = ${teamId}::uuid AND u.disabled_at IS NULL`;
  return z
    .array(row)
    .parse(rows)
    .filter(opens)
    .map(({ id, name }) => ({ id, name }));
}
