import { expect, type Locator } from "@playwright/test";

/** Presses Tab (or another key) until the element has the focus; a screen on which that cannot be done fails. */
export async function tabTo(target: Locator, key = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  // Other journeys' features stand in the same lists, so there is no telling how many.
  for (let presses = 0; presses < 1_000; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press(key);
  }
  throw new Error(`the control cannot be reached by ${key}`);
}

/** Opens a select, types the beginning of an option and takes it. */
export async function choose(target: Locator, option: string): Promise<void> {
  const { keyboard } = target.page();
  await tabTo(target);
  await keyboard.press("Enter");
  await expect(target.page().getByRole("option", { name: option })).toBeVisible();
  await keyboard.type(option);
  await keyboard.press("Enter");
  await expect(target).toContainText(option);
}
