import { BlockList, isIP } from "node:net";

/** Hosts that an admin allows although they are private or listen elsewhere: "wiki.internal", "*.corp.example", "grafana:3000", "[fd12::7]:3000". */
export type AllowedHosts = readonly string[];

/** Special-purpose ranges of RFC 6890 and its successors: nothing in them is on the public internet. */
const internal = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  internal.addSubnet(net, bits, "ipv4");

/** Of IPv6 only global unicast is public, without what carries an IPv4 address inside or is for documents. */
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const internal6 = new BlockList();
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  internal6.addSubnet(net, bits, "ipv6");

/** Link-local addresses, and those of some clouds beside them, hand out the credentials of machines: no setting opens them. */
const linkLocal = new BlockList();
linkLocal.addSubnet("169.254.0.0", 16, "ipv4");
for (const address of ["100.100.100.200", "192.0.0.192"]) linkLocal.addAddress(address, "ipv4");
linkLocal.addSubnet("fe80::", 10, "ipv6");
for (const address of ["fd00:ec2::254", "fd20:ce::254"]) linkLocal.addAddress(address, "ipv6");
// The same inside of an IPv6 address: translated (RFC 6052), 6to4 (RFC 3056), and the old compatible form.
for (const [net, bits] of [
  ["64:ff9b::a9fe:0", 112],
  ["2002:a9fe::", 32],
  ["::a9fe:0", 112],
] as const)
  linkLocal.addSubnet(net, bits, "ipv6");

/** The IPv4 address of ::ffff:a.b.c.d; of everything else what it is. */
function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return mapped?.[1] ?? address;
}

/** Whether a server may be reached at this address: public, or allowed by name and not link-local. */
export function mayReach(address: string, allowed: boolean): boolean {
  const plain = plainAddress(address);
  const family = isIP(plain) === 4 ? "ipv4" : isIP(plain) === 6 ? "ipv6" : null;
  if (family === null || linkLocal.check(plain, family)) return false;
  if (allowed) return true;
  if (family === "ipv4") return !internal.check(plain, family);
  return global6.check(plain, family) && !internal6.check(plain, family);
}

/** The host of an address as a name or an IP without brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

function defaultPort(url: URL): string {
  return url.protocol === "https:" ? "443" : "80";
}

/** Whether an admin allows this host, and where the entry names a port, at this port. */
export function isAllowed(url: URL, allowed: AllowedHosts): boolean {
  const host = hostOf(url);
  const port = url.port || defaultPort(url);
  return allowed.some((entry) => {
    const named = /^(\[[^\]]*\]|.*?)(?::(\d+))?$/.exec(entry.toLowerCase());
    const name = (named?.[1] ?? "").replace(/^\[|\]$/g, "");
    const wanted = named?.[2] ?? defaultPort(url);
    const fits = name.startsWith("*.") ? host.endsWith(name.slice(1)) : host === name;
    return fits && port === wanted;
  });
}

/** Why this address is not followed, in words that go on "it …", or null when it may be tried. Says nothing of what a name resolves to. */
export function whyNotFollowed(url: URL, allowed: AllowedHosts): string | null {
  if (url.protocol !== "http:" && url.protocol !== "https:") return "is no web address";
  if (url.username !== "" || url.password !== "") return "carries a name or password";
  if (url.port !== "" && !isAllowed(url, allowed)) return "leads to a port that no admin has allowed";
  const host = hostOf(url);
  if (isIP(host) !== 0 && !mayReach(host, isAllowed(url, allowed))) return INTERNAL;
  return null;
}

export const INTERNAL = "leads into a private network that no admin has opened for it";
