import { expect, test } from "vitest";
import { deviceInWords } from "./device-words.ts";

test("a browser that names others too is told from them", () => {
  const edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
  const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1";
  expect([edge, chrome, phone].map(deviceInWords)).toEqual([
    "Edge on Windows",
    "Chrome on Linux",
    "Safari on iOS",
  ]);
});

test("what says nothing is not guessed", () => {
  expect(deviceInWords(null)).toBe("Unknown device");
  expect(deviceInWords("curl/8.5.0")).toBe("curl");
  expect(deviceInWords("x")).toBe("Another browser");
});
