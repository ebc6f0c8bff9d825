import { choose, tabTo } from "./by-keyboard.ts";
import { expect, expectAccessible, expectKeys, test } from "./fixtures.ts";
import { mintRotation, mintTeam } from "./teams.ts";

test.use({ role: "admin" });
test.setTimeout(120_000);

test("features are selected by x and by Shift, shown what changes, and assigned at once, by keyboard", async ({
  page,
  baseURL,
  mintFeature,
  api,
}) => {
  const team = await mintTeam(page, baseURL ?? "");
  const rotation = await mintRotation(page, baseURL ?? "", team);
  const mark = crypto.randomUUID().slice(0, 6);
  const features: { slug: string; name: string }[] = [];
  for (const letter of ["A", "B", "C"]) features.push(await mintFeature({ name: `Batch ${mark} ${letter}` }));
  await page.goto(`/?q=Batch ${mark}`);
  const rows = page.getByRole("row", { name: new RegExp(`Batch ${mark}`) });
  await expect(rows).toHaveCount(3);
  await expectKeys(page, "selection");
  const bar = page.getByRole("region", { name: "Selected features" });

  await test.step("x selects the row that has the focus, and lets it go", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await expect(bar).toContainText("1 selected");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await expect(bar).toContainText("2 selected");
    await page.keyboard.press("x");
    await expect(bar).toContainText("1 selected");
    await expectAccessible(page);
  });

  await test.step("everything that matches is one press away", async () => {
    await tabTo(bar.getByRole("button", { name: "Select all 3 that match" }));
    await page.keyboard.press("Enter");
    await expect(bar).toContainText("3 selected");
    await expect(page.getByRole("checkbox", { name: "Select all shown" })).toBeChecked();
  });

  await test.step("what changes is shown before it does", async () => {
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "Assign 3 features" });
    await choose(dialog.getByRole("combobox", { name: "Team" }), team.name);
    await choose(dialog.getByRole("combobox", { name: "Rotation" }), rotation.name);
    const preview = dialog.getByRole("region", { name: "What changes" });
    await expect(preview).toContainText("3 features change.");
    await expect(preview.getByRole("listitem").first()).toContainText(`team: nobody → ${team.name}`);
    await expectAccessible(page);
    const before = await (await api.get(`/api/v1/features/${features[0]?.slug}`)).json();
    expect(before.owner).toBeNull();
    await tabTo(dialog.getByRole("button", { name: "Change 3 features" }));
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
  });

  await test.step("all of them have it, and the selection is gone", async () => {
    await expect(bar).toBeHidden();
    for (const row of await rows.all()) await expect(row).toContainText(team.name);
    for (const { slug } of features) {
      const { onCall } = await (await api.get(`/api/v1/features/${slug}`)).json();
      expect(onCall.rotation.slug).toBe(rotation.slug);
    }
  });

  await test.step("Shift takes everything in between", async () => {
    await page.getByRole("checkbox", { name: `Select Batch ${mark} A` }).click();
    await page.getByRole("checkbox", { name: `Select Batch ${mark} C` }).click({ modifiers: ["Shift"] });
    await expect(bar).toContainText("3 selected");
    await bar.getByRole("button", { name: "Clear the selection" }).click();
    await expect(bar).toBeHidden();
  });
});

test("whoever may change nothing has nothing to select", async ({ pageAs, mintFeature }) => {
  const feature = await mintFeature();
  const page = await pageAs("auditor");
  await page.goto(`/?q=${feature.name}`);
  await expect(page.getByRole("row", { name: new RegExp(feature.name) })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});
