import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "#components/shell/providers";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Threshold", template: "%s · Threshold" },
  description: "Which AI features are production-grade, from evidence.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfa" },
    { media: "(prefers-color-scheme: dark)", color: "#121211" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // proxy.ts makes a nonce for each request; without it the theme's inline script would be refused.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // next-themes writes data-theme before React hydrates.
    <html lang="en" suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
