import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { choose, tabTo } from "./by-keyboard.ts";
import { expect, expectAccessible, test } from "./fixtures.ts";

test.use({ role: "admin", timezoneId: "Europe/Berlin" });
test.setTimeout(300_000);

type Person = { id: string; name: string; email: string };

/** A team of the admin and the editor, made as the screens make it: with the session. */
async function mintTeam(page: Page, baseURL: string): Promise<{ name: string; people: [Person, Person] }> {
  const mark = randomUUID().slice(0, 8);
  const headers = { origin: baseURL };
  const team = { slug: `team-${mark}`, name: `Team ${mark}` };
  const made = await page.request.post("/api/v1/teams", { headers, data: team });
  expect(made.status(), await made.text()).toBe(201);
  const { items } = (await (await page.request.get("/api/v1/users")).json()) as { items: Person[] };
  const named = (email: string) => {
    const found = items.find((user) => user.email === email);
    if (!found) throw new Error(`no ${email}`);
    return found;
  };
  const people: [Person, Person] = [named("editor@example.com"), named("admin@example.com")];
  for (const { id } of people) {
    const added = await page.request.put(`/api/v1/teams/${team.slug}/members/${id}`, { headers });
    expect(added.status(), await added.text()).toBe(200);
  }
  return { name: team.name, people };
}

/** Types a name into a list of people and takes the one that is left. */
async function addPerson(page: Page, dialog: Locator, name: string): Promise<void> {
  await tabTo(dialog.getByRole("combobox", { name: "Add somebody" }));
  await page.keyboard.type(name);
  await expect(page.getByRole("option", { name })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("list", { name: /order of their turns/ })).toContainText(name);
}

test("a rotation by keyboard, assigned, named wherever the feature is, taken over, in a calendar", async ({
  page,
  baseURL,
  mintFeature,
}) => {
  const team = await mintTeam(page, baseURL ?? "");
  const feature = await mintFeature();
  const [first, second] = team.people;
  const mark = randomUUID().slice(0, 8);
  const name = `Primary ${mark}`;

  await test.step("go to On-call and make a rotation, seeing its hand-overs before it is saved", async () => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await expect(page.getByRole("heading", { level: 1, name: "On-call" })).toBeVisible();
    await expectAccessible(page);
    await tabTo(page.getByRole("button", { name: "New rotation" }));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "New rotation" });
    await tabTo(dialog.getByLabel("Name", { exact: true }));
    await page.keyboard.type(name);
    await choose(dialog.getByRole("combobox", { name: "Team" }), team.name);
    await addPerson(page, dialog, first.name);
    const preview = dialog.getByRole("region", { name: "Next hand-overs" });
    await expect(preview).toContainText("Nobody hands over to anybody.");
    await addPerson(page, dialog, second.name);
    await expect(preview.getByRole("listitem")).toHaveCount(9);
    await expect(preview.getByRole("listitem").nth(1)).toContainText(second.name);
    await expect(preview).toContainText("No gap in the next 30 days");
    await expectAccessible(page);
    await tabTo(dialog.getByRole("button", { name: "Make rotation" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText(`${first.name} is on call`)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("assign it to the feature", async () => {
    await page.goto("/on-call");
    await tabTo(page.getByRole("button", { name: `Assign rotation of ${feature.name}` }));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: `Who is on call for ${feature.name}?` });
    await choose(dialog.getByRole("combobox", { name: "Rotation" }), name);
    await tabTo(dialog.getByRole("button", { name: "Assign rotation" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article", { name }).getByRole("link", { name: feature.name })).toBeVisible();
  });

  await test.step("the name stands on the portfolio, the scorecard and the ownership tab", async () => {
    await page.goto(`/?q=${feature.slug}`);
    await expect(page.getByRole("row", { name: feature.name })).toContainText(first.name);
    await page.goto(`/features/${feature.slug}`);
    await expect(page.getByRole("region", { name: "Owner", exact: true })).toContainText(first.name);
    await page.goto(`/features/${feature.slug}/ownership`);
    const panel = page.getByRole("region", { name: "On call", exact: true });
    await expect(panel).toContainText(first.name);
    await expect(panel).toContainText("No gap in the next 30 days");
    await expect(
      page.getByText(`${name} covers AI incidents and has no gap in the next 30 days`),
    ).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("take over from now on, which shows at once, and take it back", async () => {
    await page.goto(`/on-call/primary-${mark}`);
    await tabTo(page.getByRole("button", { name: "Take over", exact: true }));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: `Take over in ${name}` });
    await expect(dialog.getByRole("combobox", { name: "Who takes over" })).toContainText(second.name);
    await expect(dialog.getByText(`In place of ${first.name}`)).toBeVisible();
    await tabTo(dialog.getByLabel("Reason"));
    await page.keyboard.type("swap");
    await expectAccessible(page);
    await tabTo(dialog.getByRole("button", { name: "Take over" }));
    await page.keyboard.press("Enter");
    await expect(page.getByText(`${second.name} is on call`)).toBeVisible();
    await expect(page.getByRole("region", { name: "Taken over" })).toContainText("swap");
    await tabTo(page.getByRole("button", { name: /^Take back what/ }));
    await page.keyboard.press("Enter");
    const confirm = page.getByRole("alertdialog");
    await tabTo(confirm.getByRole("button", { name: "Take back" }));
    await page.keyboard.press("Enter");
    await expect(page.getByText(`${first.name} is on call`)).toBeVisible();
  });

  await test.step("an edit shows what it would mean, and a rotation without people ends", async () => {
    await tabTo(page.getByRole("button", { name: "Edit schedule" }));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: `Schedule of ${name}` });
    const preview = dialog.getByRole("region", { name: "Next hand-overs" });
    await expect(preview.getByRole("listitem")).toHaveCount(9);
    await tabTo(dialog.getByRole("button", { name: `Take ${second.name} out` }));
    await page.keyboard.press("Enter");
    await expect(preview).toContainText("Nobody hands over to anybody.");
    await tabTo(dialog.getByRole("button", { name: `Take ${first.name} out` }));
    await page.keyboard.press("Enter");
    await expect(preview).toContainText("1 gap in the next 30 days");
    await expect(dialog.getByRole("button", { name: "End the rotation" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });

  await test.step("a calendar address answers until it is revoked", async () => {
    await tabTo(page.getByRole("button", { name: "Calendar" }));
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await tabTo(dialog.getByRole("button", { name: "Make an address" }));
    await page.keyboard.press("Enter");
    const address = (await dialog.getByText(/\/api\/ical\/[\w-]{43}\.ics/).textContent()) ?? "";
    const path = new URL(address.trim()).pathname;
    await expectAccessible(page);
    const answer = await page.request.get(path);
    expect(answer.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
    expect(await answer.text()).toContain(`SUMMARY:${first.name} on call: ${name}\r\n`);
    await page.keyboard.press("Escape");
    await tabTo(page.getByRole("button", { name: "Calendar" }));
    await page.keyboard.press("Enter");
    await tabTo(dialog.getByRole("button", { name: "Revoke" }));
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("You have no such address yet.")).toBeVisible();
    expect((await page.request.get(path)).status()).toBe(404);
  });
});

test("a viewer who is in no team reads and is offered nothing", async ({ pageAs }) => {
  const page = await pageAs("viewer");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/on-call");
  await expect(page.getByRole("heading", { level: 1, name: "On-call" })).toBeVisible();
  await expect(page.getByRole("button", { name: "New rotation" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Calendar" })).toBeVisible();
  await expectAccessible(page);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(sideways).toBe(false);
});
