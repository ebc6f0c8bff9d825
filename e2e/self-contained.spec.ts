import { expect, expectAccessible, test } from "./fixtures.ts";

test("the first page needs nothing from elsewhere and runs under a strict policy", async ({
  page,
  baseURL,
}) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== baseURL) elsewhere.push(request.url());
  });
  const answer = await page.goto("/");
  await expect(page.getByRole("main")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(elsewhere).toEqual([]);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src")) ?? "";
  expect(scripts).toMatch(/^script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'$/);
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
});

test("two requests never share a nonce", async ({ request }) => {
  const nonce = async () =>
    /nonce-([^']+)/.exec((await request.get("/sign-in")).headers()["content-security-policy"] ?? "")?.[1];
  const [one, two] = [await nonce(), await nonce()];
  expect(one).toBeTruthy();
  expect(one).not.toBe(two);
});

test("health says that everything is up, to anybody", async ({ playwright, baseURL }) => {
  const nobody = await playwright.request.newContext({ baseURL });
  const answer = await nobody.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual({
    status: "ok",
    database: "ok",
    version: expect.stringMatching(/^\d/),
  });
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  await nobody.dispose();
});

test.describe("somebody who is not signed in", () => {
  test.use({ role: null });
  test("is sent to the sign-in page, which everybody can use", async ({ page }) => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-in/);
    await expectAccessible(page);
  });
});
