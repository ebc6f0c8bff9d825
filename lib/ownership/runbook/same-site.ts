import { isIP } from "node:net";
import { hostOf } from "./link-guard.ts";

/** The part of a name that one party has: two labels, or three below a short label of a country ("co.uk"). A guess, without a list. */
function siteOf(host: string): string {
  const labels = host.replace(/\.$/, "").split(".");
  const [second = "", top = ""] = labels.slice(-2);
  return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join(".");
}

/** Whether two addresses are likely of the same party: the same host, or names of one domain; an IP only equals itself. */
export function sameSite(one: URL, other: URL): boolean {
  const [a, b] = [hostOf(one), hostOf(other)];
  return a === b || (isIP(a) === 0 && isIP(b) === 0 && siteOf(a) === siteOf(b));
}
