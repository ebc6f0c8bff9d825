import type { ContactsInput, TeamContacts } from "./schema.ts";

/** The columns of a stored team that say how it is reached. */
export type ContactColumns = {
  contactChat: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  escalationNote: string | null;
  escalationUrl: string | null;
};

const columns: Record<keyof TeamContacts, keyof ContactColumns> = {
  chat: "contactChat",
  email: "contactEmail",
  phone: "contactPhone",
  escalation: "escalationNote",
  escalationUrl: "escalationUrl",
};

/** How a stored team is reached. */
export function presentContacts(team: ContactColumns): TeamContacts {
  return {
    chat: team.contactChat,
    email: team.contactEmail,
    phone: team.contactPhone,
    escalation: team.escalationNote,
    escalationUrl: team.escalationUrl,
  };
}

/** The contacts that a change alters, as they were and as they are to be; null when it alters none. */
export function contactChanges(
  team: ContactColumns,
  input: ContactsInput,
): { before: Partial<TeamContacts>; after: Partial<TeamContacts>; data: Partial<ContactColumns> } | null {
  const now = presentContacts(team);
  const changed = (Object.keys(columns) as (keyof TeamContacts)[]).filter(
    (key) => input[key] !== undefined && input[key] !== now[key],
  );
  if (changed.length === 0) return null;
  const entries = changed.map((key) => ({ key, value: input[key] ?? null }));
  return {
    before: Object.fromEntries(changed.map((key) => [key, now[key]])),
    after: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
    data: Object.fromEntries(entries.map(({ key, value }) => [columns[key], value])),
  };
}
