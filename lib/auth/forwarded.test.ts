import { expect, test } from "vitest";
import { addressOf } from "./forwarded.ts";

test("without a trusted proxy nothing is believed", () => {
  expect(addressOf("203.0.113.7", 0)).toBeNull();
  expect(addressOf(null, 1)).toBeNull();
});

test("only what one's own proxies wrote counts, never the caller's claim before it", () => {
  expect(addressOf("198.51.100.1, 203.0.113.7", 1)).toBe("203.0.113.7");
  expect(addressOf("198.51.100.1, 203.0.113.7, 10.0.0.2", 2)).toBe("203.0.113.7");
  expect(addressOf("203.0.113.7", 2)).toBeNull();
  expect(addressOf("2001:DB8::1", 1)).toBe("2001:db8::1");
  expect(addressOf("not an address", 1)).toBeNull();
});
