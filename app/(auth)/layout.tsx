import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Logo } from "#components/shell/logo";

// Addresses of these pages carry tokens, which must not leave with a referrer.
export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false } };

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[420px] flex-col px-4 pt-[12dvh] pb-16">
      <p className="mb-6 flex items-center gap-2 font-semibold text-lg">
        <Logo />
        Threshold
      </p>
      {children}
    </main>
  );
}
