import type { Metadata } from "next";
import { NewPasswordForm } from "#components/people/new-password-form";
import { LinkButton } from "#components/ui/link-button";
import { userOfPasswordLink } from "#lib/auth/password-link";

export const metadata: Metadata = { title: "New password" };

export default async function NewPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const user = await userOfPasswordLink(token);
  if (!user) {
    return (
      <>
        <h1 className="font-semibold text-2xl">This link does not work any more</h1>
        <p className="mt-0.5 mb-4 text-text-2">
          It was used, or its day is over. Ask an admin for a new one.
        </p>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    );
  }
  return (
    <>
      <h1 className="font-semibold text-2xl">Choose a new password</h1>
      <p className="mt-0.5 mb-5 text-text-2">For {user.email}. Your other sessions end.</p>
      <NewPasswordForm token={token} email={user.email} />
    </>
  );
}
