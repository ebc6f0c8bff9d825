import { randomBytes, randomUUID } from "node:crypto";
import { db } from "#lib/core/db";
import { sha256 } from "#lib/core/ids";

/** A feature of its own and a key that may send to it; `bound` ties the key to the feature. */
export async function mintIngest(
  over: { scopes?: string[]; bound?: boolean } = {},
): Promise<{ id: number; slug: string; key: string }> {
  const slug = randomUUID();
  const feature = await db().feature.create({
    data: { slug, name: slug, stakes: "low", audience: "internal", lifecycle: "production" },
  });
  const key = randomBytes(24).toString("hex");
  const scopes = over.scopes ?? ["ingest"];
  const featureId = over.bound ? feature.id : null;
  await db().apiKey.create({
    data: { name: "k", prefix: key.slice(0, 8), hash: sha256(key), scopes, featureId },
  });
  return { id: feature.id, slug, key };
}
