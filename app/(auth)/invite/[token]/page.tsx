import type { Metadata } from "next";
import { InvitationForm } from "#components/people/invitation-form";
import { LinkButton } from "#components/ui/link-button";
import { openInvitation, readInstallation } from "#lib/auth/queries";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, { name, singleSignOn }] = await Promise.all([openInvitation(token), readInstallation()]);
  if (!invitation) {
    return (
      <>
        <h1 className="font-semibold text-2xl">This invitation is not open</h1>
        <p className="mt-0.5 mb-4 text-text-2">
          It was used, replaced or revoked, or its seven days are over. Ask an admin for a new link.
        </p>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    );
  }
  const { email, role, team, invitedBy } = invitation;
  return (
    <>
      <h1 className="font-semibold text-2xl">Join {name}</h1>
      <p className="mt-0.5 mb-5 text-text-2">
        {invitedBy ?? "An admin"} invites {email} as {role}
        {team ? `, in the team ${team}` : ""}.
      </p>
      <InvitationForm token={token} email={email} singleSignOn={singleSignOn && role !== "admin"} />
    </>
  );
}
