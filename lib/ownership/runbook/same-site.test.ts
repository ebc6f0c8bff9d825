import { expect, test } from "vitest";
import { sameSite } from "./same-site.ts";

const same = (a: string, b: string) => sameSite(new URL(`http://${a}/`), new URL(`https://${b}/`));

test.each([
  ["wiki.example.com", "wiki.example.com"],
  ["example.com", "www.example.com"],
  ["docs.example.com", "example.com"],
  ["a.example.co.uk", "b.example.co.uk"],
  ["wiki", "wiki"],
  ["10.0.0.1", "10.0.0.1"],
])("%s and %s are one site", (a, b) => expect(same(a, b)).toBe(true));

test.each([
  ["wiki.example.com", "portal.example.net"],
  ["one.co.uk", "two.co.uk"],
  ["wiki", "login"],
  ["10.0.0.1", "10.1.0.1"],
  ["wiki.example.com", "10.0.0.1"],
  ["example.com.evil.net", "example.com"],
])("%s and %s are two", (a, b) => expect(same(a, b)).toBe(false));
