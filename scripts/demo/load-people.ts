import { type Api, accept, Refused, type Sender, signIn, type Transport } from "./api.ts";
import { administrator, emailOf, organisation, people, teams } from "./company.ts";

export type Account = { email: string; password: string };
/** The session of each person, by the part of the address before the @. */
export type Sessions = Map<string, Sender>;

type User = { id: string; email: string; disabledAt: string | null };

/** Does what may have been done by an earlier load already. */
export async function unlessThere(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) throw error;
  }
}

export async function usersByEmail(api: Api, admin: Sender): Promise<Map<string, User>> {
  const { items } = await api.json<{ items: User[] }>("GET", "/users", admin);
  return new Map(items.map((user) => [user.email, user]));
}

/**
 * Names the organisation, makes its teams, invites its people and accepts for them, all through the public API. What is
 * there already stays. Without an administrator there are teams and no people. `password` is that of every account.
 */
export async function loadPeople(
  api: Api,
  transport: Transport,
  given: { key: Sender; admin: Account | null; password: string },
): Promise<Sessions> {
  const { key, admin, password } = given;
  for (const { slug, name } of teams) await unlessThere(api.json("POST", "/teams", key, { slug, name }));
  const sessions: Sessions = new Map();
  if (admin === null) return sessions;
  const own = await signIn(api.url, transport, admin.email, admin.password);
  if (own === null) throw new Error(`The server did not let ${admin.email} in.`);
  sessions.set(administrator.id, own);
  await api.json("PATCH", "/installation", own, organisation);
  await api.json("PATCH", "/users/me", own, { name: administrator.name, zone: administrator.zone });

  const known = await usersByEmail(api, own);
  for (const { id, name, role, team, zone } of people) {
    const email = emailOf(id);
    let session: Sender | null;
    const there = known.get(email);
    if (there && there.disabledAt !== null) continue;
    if (there) session = await signIn(api.url, transport, email, password);
    else {
      const invited = await api.json<{ link: string }>("POST", "/invitations", own, { email, role, team });
      session = await accept(api, invited.link, { name, password });
      await api.json("PATCH", "/users/me", session, { zone });
    }
    if (session === null) throw new Error(`The server did not let ${email} in.`);
    sessions.set(id, session);
  }
  const everybody = await usersByEmail(api, own);
  const me = everybody.get(admin.email.toLowerCase());
  if (me) await api.json("PUT", `/teams/${administrator.team}/members/${me.id}`, own);
  for (const { slug, accountable, contacts } of teams) {
    if (contacts) await api.json("PATCH", `/teams/${slug}`, own, { contacts });
    const person = accountable === undefined ? undefined : everybody.get(emailOf(accountable));
    if (person && person.disabledAt === null)
      await api.json("PATCH", `/teams/${slug}`, own, { accountable: person.id });
  }
  return sessions;
}
