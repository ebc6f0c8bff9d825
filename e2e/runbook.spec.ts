import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { mintRotation, mintTeam } from "./teams.ts";

test.use({ role: "admin" });
test.setTimeout(120_000);

const tested = (page: Page) => page.locator("#check-ownership-tested");
const tests = (page: Page) => page.getByRole("region", { name: "Tests" });

/** The text is drawn in the browser alone, so once it is there the buttons work too. */
const ready = (page: Page) => expect(page.getByRole("heading", { name: "Stop the spending" })).toBeVisible();

async function recordTest(page: Page, found: string, result?: "Failed") {
  await page.getByRole("button", { name: "Record a test" }).click();
  const dialog = page.getByRole("dialog", { name: /Record a test of revision/ });
  if (result) {
    await dialog.getByRole("combobox").click();
    await page.getByRole("option", { name: new RegExp(result) }).click();
  }
  await dialog.getByLabel("Minutes it took").fill("18");
  await dialog.getByLabel("What you followed and what you found").fill(found);
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(tests(page)).toContainText(found);
}

test("a runbook from a template, edited, compared, tested by a colleague, untested by an edit; its author stays red", async ({
  page,
  baseURL,
  mintFeature,
  pageAs,
}) => {
  const team = await mintTeam(page, baseURL ?? "");
  const rotation = await mintRotation(page, baseURL ?? "", team);
  const feature = await mintFeature({ team: team.slug });
  const given = await page.request.put(`/api/v1/features/${feature.slug}/on-call`, {
    headers: { origin: baseURL ?? "" },
    data: { rotation: rotation.slug },
  });
  expect(given.status(), await given.text()).toBe(200);
  const address = `/features/${feature.slug}/ownership`;
  const author = await pageAs("editor");

  await test.step("write it from the template of a failure", async () => {
    await author.goto(address);
    await author.getByRole("button", { name: "Write the runbook" }).click();
    await expect(author.getByRole("button", { name: "Save revision" })).toBeDisabled();
    await author.getByRole("combobox", { name: "Template" }).click();
    await author.getByRole("option", { name: /Runaway cost/ }).click();
    await author.getByRole("button", { name: "Start from it" }).click();
    const text = author.getByLabel("Runbook in Markdown");
    await expect(text).toHaveValue(new RegExp(`Owned by ${team.name}.*rotation ${rotation.name}`));
    await expectAccessible(author);
    await text.fill(
      `# Its cost runs away\n\n## Stop the spending\n\nLower the limit of tokens by half.\nTell Care.\n`,
    );
    await author.getByRole("button", { name: "Save revision" }).click();
    await expect(author.getByRole("heading", { name: "Stop the spending" })).toBeVisible();
    await expect(author.getByRole("region", { name: "Links" })).toContainText("no link that could break");
  });

  await test.step("edit it, and see the difference", async () => {
    await author.getByRole("button", { name: "Edit", exact: true }).click();
    const text = author.getByLabel("Runbook in Markdown");
    await text.fill((await text.inputValue()).replace("by half", "to a tenth"));
    await author.getByLabel("What did you change, and why").fill("Half was not enough");
    await author.getByRole("button", { name: "Save revision" }).click();
    await author.getByRole("link", { name: "Changes of revision 2" }).click();
    const differences = author.getByRole("region", { name: "Differences" });
    await expect(
      differences.getByRole("row", { name: /removed Lower the limit of tokens by half/ }),
    ).toBeVisible();
    await expect(
      differences.getByRole("row", { name: /added Lower the limit of tokens to a tenth/ }),
    ).toBeVisible();
    await expect(differences.locator("ins").first()).toBeVisible();
    await expect(author).toHaveURL(/revision=2.*compare=1|compare=1.*revision=2/);
    await expectAccessible(author);
    await differences.getByRole("button", { name: "Show the text" }).click();
  });

  await test.step("the author may note a test, and it does not count", async () => {
    await recordTest(author, "Read it through myself.");
    await expect(tests(author)).toContainText("by its author");
    await expect(tested(author)).toContainText("who wrote it");
  });

  await test.step("a colleague on the rotation makes it tested", async () => {
    await page.goto(address);
    await ready(page);
    await recordTest(page, "Lowered the limit on staging; spend fell within ten minutes.");
    await expect(tested(page)).toContainText("Revision 2 of the runbook passed a test");
    await expectAccessible(page);
  });

  await test.step("an edit makes it untested, also one that brings the tested text back", async () => {
    await author.reload();
    await ready(author);
    const edit = async (change: (text: string) => string, number: number) => {
      await author.getByRole("button", { name: "Edit", exact: true }).click();
      const text = author.getByLabel("Runbook in Markdown");
      await text.fill(change(await text.inputValue()));
      await author.getByRole("button", { name: "Save revision" }).click();
      await expect(tested(author)).toContainText(`Revision ${number} of the runbook was never tested`);
    };
    await edit((text) => `${text}Call Ada.\n`, 3);
    await edit((text) => text.replace("Call Ada.\n", ""), 4);
  });

  await test.step("a failed test makes it red", async () => {
    await page.reload();
    await ready(page);
    await recordTest(page, "The switch is gone.", "Failed");
    await expect(tested(page)).toContainText("Revision 4 of the runbook failed its test");
  });
});

test("a member says how the team is reached, and a wrong number is told", async ({
  page,
  baseURL,
  mintFeature,
}) => {
  const team = await mintTeam(page, baseURL ?? "");
  const feature = await mintFeature({ team: team.slug });
  await page.goto(`/features/${feature.slug}/ownership`);
  const owner = page.getByRole("region", { name: "Owner" });
  await expect(owner).toContainText("Nobody has said how.");
  await owner.getByRole("button", { name: "Contacts" }).click();
  const dialog = page.getByRole("dialog", { name: /is reached/ });
  await dialog.getByLabel("Chat").fill("#claims-oncall");
  await dialog.getByLabel("Telephone").fill("+49 30 1234567");
  await dialog.getByLabel("When nobody answers").fill("After 15 minutes call the head of claims.");
  await dialog.getByRole("button", { name: "Save contacts" }).click();
  await expect(owner.getByRole("link", { name: "+49 30 1234567" })).toHaveAttribute(
    "href",
    "tel:+49301234567",
  );
  await expect(owner).toContainText("#claims-oncall");
  await expect(owner).toContainText("call the head of claims");
});
