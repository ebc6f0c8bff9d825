import type { ReactNode } from "react";
import { LinkButton } from "#components/ui/link-button";

/** One heading, one sentence, one way on: for what is not there or not allowed. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-[640px] px-4 py-12">
      <h1 className="font-semibold text-2xl">{title}</h1>
      <div className="mt-1 mb-4 text-text-2">{children}</div>
      <LinkButton href="/">Go to the portfolio</LinkButton>
    </div>
  );
}
