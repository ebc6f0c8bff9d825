import { describe, expect, it } from "vitest";
import { isStorable, unstorablePath } from "./storable.ts";

describe("text that can be stored", () => {
  it("is any well-formed text without NUL", () => {
    expect(["", "Ada 🙂 \n\t", "\ufffd"].map(isStorable)).toEqual([true, true, true]);
    expect(["\0", "a\0b", "\ud800", "\udc00a"].map(isStorable)).toEqual([false, false, false, false]);
  });

  it("is looked for everywhere, and the place is named", () => {
    expect(unstorablePath({ name: "x", list: [1, null, { text: "y" }] })).toBeNull();
    expect(unstorablePath({ name: "x", list: [1, { text: "\0" }] })).toBe("list.1.text");
    expect(unstorablePath({ match: { "\ud800": 1 } })).toBe("match");
    expect(unstorablePath("\0")).toBe("");
  });

  it("is looked for below any depth", () => {
    const depth = 200_000;
    const deep: unknown = JSON.parse(`${"[".repeat(depth)}"\\u0000"${"]".repeat(depth)}`);
    expect(unstorablePath(deep)).not.toBeNull();
  });
});
