import { expect, test } from "vitest";
import { isAllowed, mayReach, whyNotFollowed } from "./link-guard.ts";

const why = (url: string, allowed: string[] = []) => whyNotFollowed(new URL(url), allowed);

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "100.64.0.1",
  "169.254.169.254",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fc00::1",
  "fd00:ec2::254",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:db8::1",
  "not an address",
])("%s is never reached", (address) => {
  expect(mayReach(address, false)).toBe(false);
});

test.each(["1.1.1.1", "172.32.0.1", "9.255.255.255", "2606:4700::1111"])("%s is public", (address) => {
  expect(mayReach(address, false)).toBe(true);
});

test("an allowed host may be private, but never link-local", () => {
  expect(mayReach("10.1.2.3", true)).toBe(true);
  expect(mayReach("127.0.0.1", true)).toBe(true);
  for (const address of [
    "169.254.169.254",
    "fe80::1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "::a9fe:a9fe",
    "fd00:ec2::254",
    "fd20:ce::254",
    "100.100.100.200",
    "192.0.0.192",
  ])
    expect(mayReach(address, true), address).toBe(false);
});

test.each([
  "http://127.0.0.1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://169.254.169.254/latest/meta-data",
  "http://example.com:8080/",
  "https://example.com:22/",
  "http://user:secret@example.com/",
  "ftp://example.com/",
  "file:///etc/passwd",
])("%s is not followed", (url) => {
  expect(why(url)).not.toBeNull();
});

test("what an admin names is followed where it is named, and nowhere else", () => {
  const allowed = [
    "wiki.internal",
    "*.corp.example",
    "grafana:3000",
    "10.0.0.7",
    "[fd12::7]:3000",
    "[fd12::8]",
  ];
  expect(why("http://[fd12::7]:3000/", allowed)).toBeNull();
  expect(why("http://[fd12::8]/", allowed)).toBeNull();
  for (const url of ["http://[fd12::7]/", "http://[fd12::8]:3000/", "http://[fd12::9]/"])
    expect(why(url, allowed), url).not.toBeNull();
  expect(why("http://grafana:3000/d/1", allowed)).toBeNull();
  expect(why("http://10.0.0.7/", allowed)).toBeNull();
  expect(why("http://grafana:3001/", allowed)).not.toBeNull();
  expect(why("http://10.0.0.8/", allowed)).not.toBeNull();
  expect(isAllowed(new URL("https://wiki.internal/a"), allowed)).toBe(true);
  expect(isAllowed(new URL("https://a.corp.example/"), allowed)).toBe(true);
  for (const url of [
    "https://corp.example/",
    "https://wiki.internal.evil.example/",
    "https://wiki.internal:8443/",
  ])
    expect(isAllowed(new URL(url), allowed), url).toBe(false);
});
