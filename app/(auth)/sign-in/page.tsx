import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/people/sign-in-form";
import { localPath } from "#lib/auth/local-path";
import { readInstallation } from "#lib/auth/queries";
import { currentUser } from "#lib/auth/session";
import { isSetUp } from "#lib/auth/set-up";
import type { SearchParams } from "#lib/core/search-params";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: SearchParams };

export default async function SignInPage({ searchParams }: Props) {
  if (!(await isSetUp())) redirect("/setup");
  const { callbackUrl, error } = await searchParams;
  const next = localPath(callbackUrl);
  if (await currentUser()) redirect(next);
  const { name, singleSignOn } = await readInstallation();
  return (
    <>
      <h1 className="font-semibold text-2xl">Sign in</h1>
      <p className="mt-0.5 mb-5 text-text-2">To the AI features of {name}.</p>
      <SignInForm next={next} singleSignOn={singleSignOn} error={typeof error === "string" ? error : null} />
    </>
  );
}
