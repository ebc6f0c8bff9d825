import { expect, test } from "vitest";
import type { Followed } from "./follow-link.ts";
import { verdictsOf } from "./link-verdict.ts";

const url = "https://wiki.example/page";
const answered = (status: number, at = url): Followed => ({
  kind: "answered",
  status,
  url: at,
  sentOn: false,
});
const statusOf = (followed: Followed) => verdictsOf([{ url, followed }])[0]?.status;

test.each([200, 204, 299])("%i works", (status) => expect(statusOf(answered(status))).toBe("works"));
test.each([310, 400, 404, 410, 500, 502])("%i is broken", (status) =>
  expect(statusOf(answered(status))).toBe("broken"),
);
test.each([401, 403, 407, 429, 503, 511])("%i tells nothing", (status) =>
  expect(statusOf(answered(status))).toBe("unchecked"),
);

test("a sign-in page tells nothing of the page behind it", () => {
  expect(statusOf(answered(200, "https://id.example/oauth2/authorize"))).toBe("unchecked");
  expect(statusOf(answered(200, "https://wiki.example/users/sign_in"))).toBe("unchecked");
  expect(statusOf(answered(200, "https://wiki.example/new-page"))).toBe("works");
});

test("a sign-in on a host of its own tells nothing either", () => {
  expect(statusOf(answered(200, "https://sso.wiki.example/"))).toBe("unchecked");
  expect(statusOf(answered(200, "https://accounts.wiki.example/chooser"))).toBe("unchecked");
  expect(statusOf(answered(200, "https://authors.wiki.example/"))).toBe("works");
});

test("what answers in the place of a page is not the page, and proves no way out", () => {
  const portal: Followed = { kind: "answered", status: 200, url: "https://portal.example/", sentOn: true };
  const missing = { url: "https://gone.example/", followed: { kind: "silent" as const, code: "ENOTFOUND" } };
  const [first, second] = verdictsOf([{ url, followed: portal }, missing]);
  expect(first).toMatchObject({ status: "unchecked", detail: expect.stringContaining("portal.example") });
  expect(second?.status).toBe("unchecked");
  expect(statusOf({ ...portal, status: 404 })).toBe("unchecked");
});

test("a network that lets nothing through breaks no link and checks none", () => {
  const codes = ["ENOTFOUND", "ECONNREFUSED", "EAI_AGAIN", "ETIMEDOUT", "CERT_HAS_EXPIRED"];
  const round = codes.map((code, index) => ({
    url: `https://host-${index}.example/`,
    followed: { kind: "silent" as const, code },
  }));
  for (const verdict of verdictsOf(round)) expect(verdict.status).toBe("unchecked");
});

test("where others answer, a name that does not exist is broken; its own host answering proves nothing", () => {
  const missing = { url, followed: { kind: "silent" as const, code: "ENOTFOUND" } };
  const other = { url: "https://other.example/", followed: answered(404, "https://other.example/") };
  const same = { url: "https://wiki.example/x", followed: answered(200, "https://wiki.example/x") };
  expect(verdictsOf([missing, other])[0]?.status).toBe("broken");
  expect(verdictsOf([missing, same])[0]?.status).toBe("unchecked");
  const slow = { url, followed: { kind: "silent" as const, code: "ETIMEDOUT" } };
  expect(verdictsOf([slow, other])[0]?.status).toBe("unchecked");
});
