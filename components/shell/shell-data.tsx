import type { StripCell } from "#components/ui/status";

/** What the shell shows; the layout of the console reads it for the person who is signed in. */
export type ShellData = {
  user: { name: string; email: string; role: string };
  /** Every feature the person may read, for the command palette. */
  features: readonly { slug: string; name: string; cells?: readonly StripCell[] }[];
  /** The features of the person's teams. */
  own: readonly { slug: string; name: string }[];
  /** keys: see and make API keys, at least of the features that one may change. */
  may: { register: boolean; activity: boolean; admin: boolean; keys: boolean };
};
