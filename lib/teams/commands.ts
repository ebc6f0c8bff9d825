import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseAdmin } from "#lib/auth/authorise";
import { canChangeContacts, canRegisterFeature, type Principal } from "#lib/auth/domain";
import { hasWayIn } from "#lib/auth/way-in";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { recordShiftsOfPerson, recordShiftsOfTeam } from "#lib/ownership/on-call/record-shifts";
import type { Team } from "#prisma/client";
import { contactChanges } from "./domain.ts";
import { presentTeam, readTeamRow } from "./present.ts";
import type { TeamAnswer, TeamBody, TeamChange } from "./schema.ts";

/** Who may register features may name the teams that own them; who is in a team stays with admins. */
function authoriseTeam(principal: Principal): void {
  if (!canRegisterFeature(principal)) throw new AppError("forbidden", "Only admins and editors may do this.");
}

/** The team, locked until the transaction ends, so that checks on its members and features hold. Throws `not_found`. */
async function lockTeam(tx: Transaction, slug: string): Promise<Team> {
  await tx.$executeRaw`SELECT 1 FROM team WHERE slug = ${slug} FOR UPDATE`;
  const team = await tx.team.findUnique({ where: { slug } });
  if (!team) throw new AppError("not_found", "There is no team of that name.");
  return team;
}

/** Scorecards look at the owning team, and at the team whose people are on call; those of both are judged again. */
async function touchFeatures(tx: Transaction, teamId: string): Promise<void> {
  await tx.feature.updateMany({
    where: { OR: [{ teamId }, { rotation: { teamId } }] },
    data: { changedAt: new Date() },
  });
}

const subjectOf = (team: { id: string; name: string }) => ({ kind: "team", id: team.id, name: team.name });

/** A person as the log names them: two may share a name. */
const named = (user: { name: string; email: string }) => `${user.name} <${user.email}>`;

async function nameOf(tx: Transaction, userId: string | null): Promise<string | null> {
  const user = userId ? await tx.user.findUnique({ where: { id: userId } }) : null;
  return user ? named(user) : null;
}

async function answer(tx: Transaction, id: string): Promise<TeamAnswer> {
  return presentTeam(await readTeamRow(tx, id));
}

/** Makes a team without members. Throws `forbidden`, `conflict` when the slug is taken. */
export async function createTeam(principal: Principal, body: TeamBody): Promise<TeamAnswer> {
  authoriseTeam(principal);
  return db().$transaction(async (tx) => {
    const { count } = await tx.team.createMany({ data: [body], skipDuplicates: true });
    if (count === 0) throw new AppError("conflict", `There is a team named ${body.slug} already.`);
    const team = await tx.team.findUniqueOrThrow({ where: { slug: body.slug } });
    await recordActivity(tx, principal, { action: "team.create", subject: subjectOf(team), after: body });
    return answer(tx, team.id);
  });
}

async function requireActiveMember(tx: Transaction, teamId: string, userId: string): Promise<void> {
  const member = await tx.teamMember.findUnique({
    where: { teamId_userId: { teamId, userId } },
    include: { user: true },
  });
  if (member && !member.user.disabledAt && hasWayIn(member.user)) return;
  const message = "The accountable person has to be a member of the team who can sign in.";
  throw new AppError("invalid", message, { fields: [{ path: "accountable", message }] });
}

/** Whoever may name teams, and the members themselves, say how a team is reached. */
function authoriseContacts(principal: Principal, teamId: string): void {
  if (!canChangeContacts(principal, teamId))
    throw new AppError("forbidden", "Only admins, editors and members of the team may do this.");
}

/**
 * Renames a team, says how it is reached, or names its accountable person, which only admins may. What is the same
 * changes nothing. Throws `forbidden`, `not_found`, `invalid`.
 */
export async function changeTeam(
  principal: Principal,
  slug: string,
  change: TeamChange,
): Promise<TeamAnswer> {
  if (change.accountable !== undefined) authoriseAdmin(principal);
  else if (change.name !== undefined) authoriseTeam(principal);
  return db().$transaction(async (tx) => {
    const team = await lockTeam(tx, slug);
    if (change.contacts !== undefined) authoriseContacts(principal, team.id);
    const before = { name: team.name, accountable: team.accountableId };
    const after = {
      name: change.name ?? team.name,
      accountable: change.accountable === undefined ? team.accountableId : change.accountable,
    };
    const contacts = change.contacts ? contactChanges(team, change.contacts) : null;
    const sameHead = before.name === after.name && before.accountable === after.accountable;
    if (sameHead && !contacts) return answer(tx, team.id);
    if (after.accountable && after.accountable !== before.accountable) {
      await requireActiveMember(tx, team.id, after.accountable);
    }
    await tx.team.update({
      where: { id: team.id },
      data: { name: after.name, accountableId: after.accountable, ...contacts?.data },
    });
    // No check looks at contacts.
    if (!sameHead) await touchFeatures(tx, team.id);
    await recordActivity(tx, principal, {
      action: "team.update",
      subject: { ...subjectOf(team), name: after.name },
      before: { name: before.name, accountable: await nameOf(tx, before.accountable), ...contacts?.before },
      after: { name: after.name, accountable: await nameOf(tx, after.accountable), ...contacts?.after },
    });
    return answer(tx, team.id);
  });
}

/** Adds somebody who can sign in; a second time changes nothing. Throws `forbidden`, `not_found`, `conflict` (disabled). */
export async function addMember(principal: Principal, slug: string, userId: string): Promise<TeamAnswer> {
  authoriseAdmin(principal);
  return db().$transaction(async (tx) => {
    const team = await lockTeam(tx, slug);
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new AppError("not_found", "There is no such user.");
    if (user.disabledAt) throw new AppError("conflict", "This user is disabled. Enable them first.");
    await recordShiftsOfPerson(tx, userId, new Date());
    const { count } = await tx.teamMember.createMany({
      data: [{ teamId: team.id, userId }],
      skipDuplicates: true,
    });
    if (count === 0) return answer(tx, team.id);
    await touchFeatures(tx, team.id);
    const after = { member: named(user) };
    await recordActivity(tx, principal, { action: "team.add_member", subject: subjectOf(team), after });
    return answer(tx, team.id);
  });
}

/** Removes a member. Throws `forbidden`, `not_found`, and `conflict` for the accountable person. */
export async function removeMember(principal: Principal, slug: string, userId: string): Promise<TeamAnswer> {
  authoriseAdmin(principal);
  return db().$transaction(async (tx) => {
    const team = await lockTeam(tx, slug);
    if (team.accountableId === userId) {
      throw new AppError("conflict", "This is the team's accountable person. Name somebody else first.");
    }
    const member = await tx.teamMember.findUnique({
      where: { teamId_userId: { teamId: team.id, userId } },
      include: { user: true },
    });
    if (!member) return answer(tx, team.id);
    await recordShiftsOfPerson(tx, userId, new Date());
    await tx.teamMember.delete({ where: { teamId_userId: { teamId: team.id, userId } } });
    await touchFeatures(tx, team.id);
    const before = { member: named(member.user) };
    await recordActivity(tx, principal, { action: "team.remove_member", subject: subjectOf(team), before });
    return answer(tx, team.id);
  });
}

/** Deletes a team that owns no feature and whose rotations answer for none. Throws `forbidden`, `not_found`, `conflict`. */
export async function deleteTeam(principal: Principal, slug: string): Promise<void> {
  authoriseAdmin(principal);
  await db().$transaction(async (tx) => {
    const team = await lockTeam(tx, slug);
    const owned = await tx.feature.count({ where: { teamId: team.id } });
    if (owned > 0) {
      throw new AppError(
        "conflict",
        `The team owns ${owned === 1 ? "a feature" : `${owned} features`}. Give them another team first.`,
      );
    }
    const answered = await tx.feature.count({ where: { rotation: { teamId: team.id } } });
    if (answered > 0) {
      throw new AppError(
        "conflict",
        `A rotation of the team answers for ${answered === 1 ? "a feature" : `${answered} features`}. Give them another rotation first.`,
      );
    }
    await recordShiftsOfTeam(tx, team.id, new Date());
    await tx.team.delete({ where: { id: team.id } });
    await recordActivity(tx, principal, {
      action: "team.delete",
      subject: subjectOf(team),
      before: { slug, name: team.name },
    });
  });
}
