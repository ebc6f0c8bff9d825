import type { ReactNode } from "react";
import type { TeamContacts } from "#lib/teams/schema";

const linkStyle = "break-words rounded-sm text-accent hover:underline underline-offset-2";

function link(href: string, text: string): ReactNode {
  return (
    <a href={href} rel="noreferrer" className={linkStyle}>
      {text}
    </a>
  );
}

const isAddress = (text: string) => /^https?:\/\//i.test(text);

/** How a team is reached; nothing to click where nothing is known. */
export function Contacts({ contacts }: { contacts: TeamContacts }) {
  const { chat, email, phone, escalation, escalationUrl } = contacts;
  const ways: { key: string; name: string; shown: ReactNode }[] = [];
  if (chat) ways.push({ key: "chat", name: "Chat", shown: isAddress(chat) ? link(chat, chat) : chat });
  if (email) ways.push({ key: "email", name: "E-mail", shown: link(`mailto:${email}`, email) });
  if (phone)
    ways.push({ key: "phone", name: "Telephone", shown: link(`tel:${phone.replace(/[^+\d]/g, "")}`, phone) });
  if (ways.length === 0 && !escalation && !escalationUrl)
    return <span className="text-text-2">Nobody has said how.</span>;
  return (
    <div className="grid gap-1">
      {ways.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {ways.map((way) => (
            <li key={way.key}>
              <span className="sr-only">{way.name}: </span>
              {way.shown}
            </li>
          ))}
        </ul>
      )}
      {(escalation || escalationUrl) && (
        <p className="whitespace-pre-wrap break-words text-text-2">
          {escalation} {escalationUrl && link(escalationUrl, "How to escalate")}
        </p>
      )}
    </div>
  );
}
