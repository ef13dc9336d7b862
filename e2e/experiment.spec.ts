// Experiments in a real browser: the bundled one is read down to the text that a rollout was given; a new one is started,
// watched while it runs, cancelled, and gone on with. Real commands run in the real sandbox.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { collectComplaints } from "./complaints";

test.describe.configure({ mode: "serial" });

const complaints = collectComplaints();

async function openBundled(page: Page): Promise<void> {
  await page.goto("/experiments");
  await page.getByRole("link", { name: "Bundled sample" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Bundled sample/);
}

test("an experiment shows its staircase, its settings and a run for each task", async ({ page }) => {
  await openBundled(page);
  await page.getByText("The numbers").click();
  const stairs = page.getByRole("table", { name: "The staircase in numbers" });
  for (const name of [
    "mean of iteration 0",
    "top 4 of iteration 0",
    "mean of iteration 1",
    "champions",
    "pass@N",
  ]) {
    await expect(stairs.getByRole("row", { name })).toContainText(/\d+\.\d%/);
  }
  await expect(page.getByText("95% interval over the tasks")).toBeVisible();
  await expect(page.getByRole("link", { name: /interval-merge|money-split|ini-parse/ })).toHaveCount(3);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test("a run leads from the champion to the exact text that it was given, and the address keeps it", async ({
  page,
}) => {
  await openBundled(page);
  await page.getByRole("link", { name: /interval-merge/ }).click();
  await expect(page).toHaveURL(/\/runs\/\d+$/);
  await page.getByRole("group", { name: /, champion$/ }).click();
  await expect(page.getByRole("heading", { level: 3 })).toContainText("resolved");
  await page.getByRole("button", { name: /^Read what it was given/ }).click();
  const text = page.getByRole("region", { name: "The text as it was sent" });
  await expect(text).toContainText("summar");
  await expectAccessible(page);
  await page.reload();
  await expect(text).toContainText("summar");
  await page.getByRole("button", { name: "As a table" }).click();
  const rows = page.getByRole("region", { name: "Lineage by rollout" }).getByRole("row");
  await expect(rows).toHaveCount(17); // 8 rollouts in 2 iterations, and the head
  await expect(rows.filter({ hasText: "champion" }).first()).toBeVisible();
  await expectAccessible(page);
  await rows.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/rollouts\/r/);
  expect(complaints).toEqual([]);
});

test("the sample experiment is started, watched live, cancelled, and gone on with", async ({ page }) => {
  await page.goto("/experiments");
  await page.getByRole("button", { name: "Run the sample experiment" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "sandbox" });
  await expect(refusal.or(page.getByRole("button", { name: "Cancel" }))).toBeVisible();
  if (await refusal.isVisible()) {
    // The sentence names the command; where nothing can be installed there is nothing more to try.
    await expect(refusal).toContainText(/--unsafe|apt|install/);
    test.skip(true, "no sandbox on this machine");
  }
  await expect(page).toHaveURL(/\/experiments\/x/);
  const made = page.getByText(/^Iteration 0, rollouts: \d+ of 96$/);
  const count = async () => Number(/: (\d+)/.exec((await made.textContent()) ?? "")?.[1]);
  await expect(page.getByText(/r\d+, iteration 0: /).first()).toBeVisible({ timeout: 60_000 });
  // The page moves on by itself.
  await expect.poll(count, { timeout: 120_000 }).toBeGreaterThanOrEqual(2);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("cancelled").first()).toBeVisible({ timeout: 60_000 });
  const kept = await count();
  expect(kept).toBeGreaterThanOrEqual(2);
  await page.reload();
  expect(await count()).toBe(kept);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(count, { timeout: 120_000 }).toBeGreaterThan(kept);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("cancelled").first()).toBeVisible({ timeout: 60_000 });
  expect(complaints).toEqual([]);
});
