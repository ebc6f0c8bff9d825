import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetUpForm } from "#components/people/set-up-form";
import { CodeBlock } from "#components/ui/code-block";
import { isSetUp } from "#lib/auth/set-up";
import type { SearchParams } from "#lib/core/search-params";

export const metadata: Metadata = { title: "Set up" };

type Props = { searchParams: SearchParams };

export default async function SetUpPage({ searchParams }: Props) {
  if (await isSetUp()) redirect("/sign-in");
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "") return <WhereTheLinkIs />;
  return (
    <>
      <h1 className="font-semibold text-2xl">Set up Threshold</h1>
      <p className="mt-0.5 mb-5 text-text-2">
        Name your organisation and become its first admin. You invite everybody else afterwards.
      </p>
      <SetUpForm token={token} />
    </>
  );
}

function WhereTheLinkIs() {
  return (
    <>
      <h1 className="font-semibold text-2xl">Nobody has set this installation up</h1>
      <p className="mt-0.5 mb-4 text-text-2">
        Open the set-up link that the server printed when it started. It stands in the terminal or the log,
        and looks like this:
      </p>
      <CodeBlock code="http://localhost:3000/setup?token=…" wrap />
      <p className="mt-4 text-text-2">
        Is the link lost? Start the server again and it prints a new one. To set up without a browser, start
        it with THRESHOLD_INIT_ADMIN_EMAIL and THRESHOLD_INIT_ADMIN_PASSWORD.
      </p>
    </>
  );
}
