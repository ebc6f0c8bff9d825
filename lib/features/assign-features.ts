import "server-only";
import { recordActivity } from "#lib/activity/record";
import { refuseBoundKey } from "#lib/auth/authorise";
import { canReadFeature, canWriteFeature, type Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Prisma } from "#prisma/client";
import type { AssignmentAnswer, AssignmentInput } from "./assignment-schema.ts";

const assigned = {
  team: { select: { id: true, slug: true, name: true } },
  rotation: { select: { id: true, slug: true, name: true } },
} satisfies Prisma.FeatureInclude;

type Row = Prisma.FeatureGetPayload<{ include: typeof assigned }>;
type Owner = { id: string; slug: string; name: string };
/** undefined: it is left as it is. */
type Wanted = { team: Owner | null | undefined; rotation: Owner | null | undefined };
type Move = AssignmentAnswer["features"][number]["team"];

/**
 * Gives many features to a team, to a rotation, or to both, all or none of them; those that have it already stay as they
 * are and leave no activity. With `preview` nothing is written, and features that may not be changed are named instead of
 * refused. Throws `not_found` and `forbidden` with the slugs, `invalid` for a team or rotation that does not exist.
 */
export async function assignFeatures(
  principal: Principal,
  input: AssignmentInput,
): Promise<AssignmentAnswer> {
  refuseBoundKey(principal);
  // A thousand features take longer than a transaction is given unasked.
  return db().$transaction((tx) => assign(tx, principal, input), { timeout: 30_000, maxWait: 30_000 });
}

async function assign(
  tx: Transaction,
  principal: Principal,
  input: AssignmentInput,
): Promise<AssignmentAnswer> {
  // Teams and rotations first, then features, as whoever changes those does: the other way round they would deadlock.
  const wanted = await readWanted(tx, input);
  const rows = await lockFeatures(tx, principal, input.features);
  const refused = rows.filter((row) => !canWriteFeature(principal, row));
  if (refused.length > 0 && !input.preview) throw mayNot(input.features, refused);
  const features = rows.map((row) => ({
    slug: row.slug,
    name: row.name,
    team: moveOf(row.team, wanted.team),
    rotation: moveOf(row.rotation, wanted.rotation),
    mayChange: !refused.includes(row),
  }));
  const changing = features.filter((one) => one.mayChange && (one.team || one.rotation));
  if (!input.preview) {
    for (const row of rows) await assignOne(tx, principal, row, wanted);
  }
  return { preview: input.preview, changed: changing.length, features };
}

/** The features, each once, locked in one order so that two assignments never wait for each other. */
async function lockFeatures(tx: Transaction, principal: Principal, slugs: readonly string[]): Promise<Row[]> {
  await tx.$executeRaw`SELECT 1 FROM feature WHERE slug = ANY (${[...slugs]}) ORDER BY id FOR UPDATE`;
  const found = await tx.feature.findMany({
    where: { slug: { in: [...slugs] } },
    include: { team: assigned.team },
    orderBy: { name: "asc" },
  });
  // A query of its own: two relations would be read in parallel on the transaction's one connection.
  const ids = found.flatMap((row) => row.rotationId ?? []);
  const rotations = await tx.rotation.findMany({ where: { id: { in: ids } }, ...assigned.rotation });
  const readable = found.filter((row) => canReadFeature(principal, row.id));
  const missing = slugs.flatMap((slug, index) =>
    readable.some((row) => row.slug === slug) ? [] : [{ slug, index }],
  );
  if (missing.length > 0) {
    const fields = missing.map(({ slug, index }) => ({
      path: `features.${index}`,
      message: `there is no feature ${slug}`,
    }));
    throw new AppError("not_found", `There is no feature ${listed(missing.map((one) => one.slug))}.`, {
      fields,
    });
  }
  return readable.map((row) => ({
    ...row,
    rotation: rotations.find((one) => one.id === row.rotationId) ?? null,
  }));
}

async function readWanted(tx: Transaction, input: AssignmentInput): Promise<Wanted> {
  const { team, rotation } = input;
  // Held until the end, so that neither can be deleted between this look and the write.
  if (team) await tx.$executeRaw`SELECT 1 FROM team WHERE slug = ${team} FOR KEY SHARE`;
  if (rotation) await tx.$executeRaw`SELECT 1 FROM rotation WHERE slug = ${rotation} FOR KEY SHARE`;
  const { select } = assigned.team;
  const wanted: Wanted = { team: undefined, rotation: undefined };
  if (team === null) wanted.team = null;
  else if (team !== undefined)
    wanted.team =
      (await tx.team.findUnique({ where: { slug: team }, select })) ?? refuseMissing("team", team);
  if (rotation === null) wanted.rotation = null;
  else if (rotation !== undefined) {
    const found = await tx.rotation.findUnique({ where: { slug: rotation }, select });
    wanted.rotation = found ?? refuseMissing("rotation", rotation);
  }
  return wanted;
}

function refuseMissing(path: "team" | "rotation", slug: string): never {
  const message = `there is no ${path} ${slug}`;
  throw new AppError("invalid", `${path}: ${message}`, { fields: [{ path, message }] });
}

const named = (owner: Owner | null) => owner && { slug: owner.slug, name: owner.name };

function moveOf(from: Owner | null, to: Owner | null | undefined): Move {
  if (to === undefined || from?.id === to?.id) return null;
  return { from: named(from), to: named(to) };
}

async function assignOne(tx: Transaction, principal: Principal, row: Row, wanted: Wanted): Promise<void> {
  const team = moveOf(row.team, wanted.team);
  const rotation = moveOf(row.rotation, wanted.rotation);
  if (!team && !rotation) return;
  await tx.feature.update({
    where: { id: row.id },
    data: {
      ...(team ? { teamId: wanted.team?.id ?? null } : {}),
      ...(rotation ? { rotationId: wanted.rotation?.id ?? null } : {}),
    },
  });
  const side = (end: "from" | "to") => ({
    ...(team ? { team: team[end]?.slug ?? null } : {}),
    ...(rotation ? { rotation: rotation[end]?.slug ?? null } : {}),
  });
  await recordActivity(tx, principal, {
    action: "feature.assign",
    subject: { kind: "feature", id: row.slug, name: row.name },
    featureId: row.id,
    before: side("from"),
    after: side("to"),
  });
}

function mayNot(slugs: readonly string[], refused: readonly Row[]): AppError {
  const fields = refused.map((row) => ({
    path: `features.${slugs.indexOf(row.slug)}`,
    message: `you may not change ${row.name}`,
  }));
  return new AppError(
    "forbidden",
    `You may not change ${listed(refused.map((row) => row.name))}; nothing was changed.`,
    { fields },
  );
}

/** The first few of many, by name. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
