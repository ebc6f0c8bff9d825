import { expect, it } from "vitest";
import { offsetText } from "./sheet-words.ts";

it("writes an instant with the offset that its zone had", () => {
  expect(offsetText("2026-03-13T23:00:00Z", "Europe/Berlin")).toBe("2026-03-14T00:00:00+01:00");
  expect(offsetText("2026-03-29T22:00:00Z", "Europe/Berlin")).toBe("2026-03-30T00:00:00+02:00");
  expect(offsetText("2026-04-04T13:00:00Z", "Australia/Lord_Howe")).toBe("2026-04-05T00:00:00+11:00");
});
