import "server-only";
import { z } from "zod";
import { opens } from "#lib/auth/way-in";
import { db, type Transaction } from "#lib/core/db";
import type { Plan, Schedule } from "./on-call-domain.ts";
import type { Person } from "./on-call-now-schema.ts";

/** plannedAt: when somebody said so, in milliseconds since 1970. A rotation may be entered that was kept elsewhere. */
export type StoredSchedule = Schedule & { plannedAt: number };

/** A rotation with everything that says who is on call in it. */
export type StoredRotation = {
  id: string;
  slug: string;
  name: string;
  coversAiIncidents: boolean;
  /** Null once the team was deleted. */
  team: { id: string; slug: string; name: string } | null;
  plan: Omit<Plan, "schedules"> & { schedules: readonly StoredSchedule[] };
  /** Everybody the plan names, by id. */
  people: ReadonlyMap<string, Person>;
};

const named = z.object({ id: z.uuid(), name: z.string() });

const row = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  coversAiIncidents: z.boolean(),
  team: named.extend({ slug: z.string() }).nullable(),
  schedules: z.array(
    z.object({
      number: z.number(),
      plannedAt: z.number(),
      effectiveFrom: z.number(),
      zone: z.string(),
      handOver: z.string(),
      period: z.enum(["daily", "weekly"]),
      every: z.number(),
      anchor: z.string(),
      members: z.array(z.string()),
    }),
  ),
  overrides: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      userId: z.string(),
      from: z.number(),
      to: z.number(),
      cancelledAt: z.number().nullable(),
    }),
  ),
  people: z.array(
    named.extend({ away: z.boolean(), hasPassword: z.boolean(), oidcSubject: z.string().nullable() }),
  ),
});

/**
 * The rotations of those ids with their plans, in one query. Overrides that ended before `since` are left out, so a plan
 * says nothing about what was before. Pass the transaction where locks must hold.
 */
export async function readPlans(
  client: Transaction | null,
  rotationIds: readonly string[],
  since: Date,
): Promise<Map<string, StoredRotation>> {
  if (rotationIds.length === 0) return new Map();
  const rows = await (client ?? db()).$queryRaw`
    WITH wanted AS (SELECT * FROM rotation WHERE id = ANY (${[...rotationIds]}::uuid[])),
    named AS (
      SELECT s.rotation_id, m.user_id FROM rotation_schedule s JOIN rotation_member m ON m.schedule_id = s.id
       WHERE s.rotation_id IN (SELECT id FROM wanted)
      UNION
      SELECT o.rotation_id, o.user_id FROM rotation_override o
       WHERE o.rotation_id IN (SELECT id FROM wanted) AND o.ends_at > ${since.toISOString()}::timestamptz
    )
    SELECT r.id, r.slug, r.name, r.covers_ai_incidents AS "coversAiIncidents",
      (SELECT json_build_object('id', t.id, 'slug', t.slug, 'name', t.name) FROM team t WHERE t.id = r.team_id) AS team,
      (SELECT coalesce(json_agg(json_build_object(
          'number', s.number, 'plannedAt', (extract(epoch FROM s.created_at) * 1000)::float8, 'effectiveFrom', (extract(epoch FROM s.effective_from) * 1000)::float8, 'zone', s.zone,
          'handOver', s.hand_over, 'period', s.period, 'every', s.every, 'anchor', to_char(s.anchor, 'YYYY-MM-DD'),
          'members', (SELECT coalesce(json_agg(m.user_id ORDER BY m.position), '[]') FROM rotation_member m
                       WHERE m.schedule_id = s.id)) ORDER BY s.number), '[]')
         FROM rotation_schedule s WHERE s.rotation_id = r.id) AS schedules,
      (SELECT coalesce(json_agg(json_build_object(
          'id', o.id, 'number', o.number, 'userId', o.user_id,
          'from', (extract(epoch FROM o.starts_at) * 1000)::float8,
          'to', (extract(epoch FROM o.ends_at) * 1000)::float8,
          'cancelledAt', (extract(epoch FROM o.cancelled_at) * 1000)::float8) ORDER BY o.number), '[]')
         FROM rotation_override o
        WHERE o.rotation_id = r.id AND o.ends_at > ${since.toISOString()}::timestamptz) AS overrides,
      (SELECT coalesce(json_agg(json_build_object('id', u.id, 'name', u.name,
          'hasPassword', u.password_hash IS NOT NULL, 'oidcSubject', u.oidc_subject,
          'away', u.disabled_at IS NOT NULL OR NOT EXISTS (
            SELECT FROM team_member tm WHERE tm.team_id = r.team_id AND tm.user_id = u.id))), '[]')
         FROM named n JOIN app_user u ON u.id = n.user_id WHERE n.rotation_id = r.id) AS people
      FROM wanted r`;
  return new Map(
    z
      .array(row)
      .parse(rows)
      .map(({ schedules, overrides, people, ...rotation }) => [
        rotation.id,
        {
          ...rotation,
          plan: {
            schedules,
            overrides,
            absent: people.filter((person) => person.away || !opens(person)).map((person) => person.id),
          },
          people: new Map(people.map(({ id, name }) => [id, { id, name }])),
        },
      ]),
  );
}
