import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  title: { default: "Docs", template: "%s · Threshold docs" },
  description: "How to install, feed, read and operate Threshold.",
};

/** Open to everybody, also signed out and without a database: nothing here is about an organisation. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  return children;
}
