// The first journey of a new user, in a real browser against the real two processes: from an empty database to a
// champion and the reasons for it. Every page on the way is checked with axe, and every address comes back after a
// reload.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { collectComplaints } from "./complaints";

test.describe.configure({ mode: "serial" });

const complaints = collectComplaints();

/** The address alone brings the page back, and the browser complains of nothing. */
async function expectLasting(page: Page, ...shown: Locator[]): Promise<void> {
  for (const locator of shown) await expect(locator).toBeVisible();
  const address = page.url();
  await page.reload();
  for (const locator of shown) await expect(locator).toBeVisible();
  expect(page.url()).toBe(address);
  expect(complaints).toEqual([]);
}

async function openTask(page: Page, title: string): Promise<void> {
  await page.goto("/tasks");
  await page
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await expect(page).toHaveURL(/\/tasks\/t/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
}

test("an empty Playoff offers the sample, and reads it", async ({ page }) => {
  for (const path of ["/tasks", "/tournaments", "/imports"]) {
    await page.goto(path);
    await expectLasting(page, page.getByRole("heading", { name: /^No .* yet$/ }));
  }
  await page.goto("/");
  await expectLasting(page, page.getByRole("heading", { level: 1 }));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Open the sample" }).first().click();
  await expect(page).toHaveURL(/\/imports\/i/);
  // The page follows the import by itself.
  await expect(page.getByText("finished").first()).toBeVisible({ timeout: 60_000 });
  await expectLasting(
    page,
    page.getByText("finished").first(),
    page.getByRole("link", { name: "r1" }).first(),
  );
  await expectAccessible(page);
  await page.goto("/imports");
  await expectLasting(page, page.getByRole("link", { name: "Bundled sample" }));
  await expectAccessible(page);
  await page.goto("/tasks");
  await expectLasting(page, page.getByRole("link", { name: /interval-merge/ }).first());
  await expectAccessible(page);
  await page.goto("/");
  await expectLasting(page, page.getByRole("link", { name: /interval-merge/ }).first());
  await expectAccessible(page);
});

test("a rollout can be read, and a claim leads to its step", async ({ page }) => {
  await openTask(page, "interval-merge");
  await expectLasting(page, page.getByRole("button", { name: "Run tournament" }));
  await expectAccessible(page);
  await page.getByRole("link", { name: "r1", exact: true }).first().click();
  await expect(page).toHaveURL(/\/rollouts\/r/);
  await expectLasting(page, page.getByRole("heading", { level: 1, name: /^r1 · .*interval-merge/ }));
  await expect(page.locator("[data-step='1']")).toBeVisible();
  await expect(page.locator("[data-pinned-title]")).toHaveCount(0);

  // The last claim whose step is known leads farthest away from where we are.
  const claim = page
    .locator("li[id^='claim-verification-']")
    .filter({ has: page.locator("a") })
    .last();
  const text = await claim.getByRole("link").first().innerText();
  await claim.getByRole("link").first().click();
  await expect(page).toHaveURL(/step=\d+/);
  await expect(page).toHaveURL(/claim=verification-/);
  const step = page.locator(`[data-step='${new URL(page.url()).searchParams.get("step")}']`);
  await expect(step).toBeInViewport();
  await expect(page.locator("[data-pinned-title]")).toContainText(/^r1.*interval-merge/);
  await expectLasting(page, step, page.locator("[data-pinned-title]"));
  await expectAccessible(page);
  await expect(step).toBeInViewport();
  await expect(page.getByRole("link", { name: text, exact: true }).first()).toBeInViewport();

  await page.keyboard.press("g");
  await expect(page).toHaveURL(/step=1(&|$)/);
  await expect(page.locator("[data-step='1']")).toBeInViewport();
  await page.keyboard.press("t");
  await expect(page).not.toHaveURL(/step=1(&|$)/);

  for (const pane of ["Evidence", "Patch", "Info"]) {
    await page.getByRole("navigation", { name: "Panes" }).getByText(pane, { exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`pane=${pane.toLowerCase()}`));
    await expectLasting(page, page.getByRole("heading", { name: pane, exact: true, level: 2 }));
    await expectAccessible(page);
  }
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the original" }).last().click();
  expect(await (await download).failure()).toBeNull();
});

test("a tournament is run, watched to its end, and opened down to a vote", async ({ page }) => {
  await openTask(page, "interval-merge");
  await expect(page.getByText("16 candidates, 15 matches, at most 120 votes.")).toBeVisible();
  await page.getByRole("button", { name: "Run tournament" }).click();
  await expect(page).toHaveURL(/\/tournaments\/b/);
  // The bracket fills in without a reload.
  const answer = page.getByText(/won \d+ match/);
  await expect(answer).toBeVisible({ timeout: 60_000 });
  await expect(page.locator("[data-match]")).toHaveCount(15);
  await expectLasting(page, answer);

  const first = page.locator("[data-match='0-0']");
  await first.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("[data-match^='1-']:focus")).toHaveCount(1);
  await first.click();
  await expect(page).toHaveURL(/match=0-0/);
  await expectLasting(page, page.getByRole("heading", { name: "Round 1, match 1" }));
  await page.locator("[data-vote='1']").click();
  await expect(page).toHaveURL(/vote=1/);
  await expectLasting(page, page.getByRole("heading", { name: /Rationale of vote 2/ }));
  await expectAccessible(page);
  await page.getByRole("link", { name: "As a table" }).click();
  await expectLasting(page, page.getByRole("link", { name: "As a bracket" }));
  await expectAccessible(page);
  await page.getByRole("link", { name: "Hide verdicts" }).click();
  await expectLasting(page, page.getByRole("link", { name: "Show verdicts" }));
  await page.goto("/tournaments");
  await expectLasting(page, page.getByRole("link", { name: /interval-merge/ }).first());
  await expectAccessible(page);
});

test("on a narrow screen nothing but tables and brackets scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/tournaments");
  const addresses = ["/", "/tasks", "/tournaments", "/imports"];
  for (const part of ["tournaments/", "tasks/", "rollouts/"]) {
    const link = page.locator(`td a[href^='/${part}']`).first();
    addresses.push((await link.getAttribute("href")) ?? "");
  }
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, address).toBeLessThanOrEqual(0);
    const nav = page.getByRole("navigation", { name: "Main" });
    expect(await nav.evaluate((bar) => bar.scrollWidth - bar.clientWidth), address).toBeLessThanOrEqual(0);
    await expect(nav.getByRole("link", { name: "Imports" })).toBeInViewport();
  }
});

test("wrong addresses and paths are answered with a sentence", async ({ page }) => {
  const response = await page.goto("/rollouts/r000000000000");
  expect(response?.status()).toBe(404);
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
  await page.goto("/imports");
  await page.getByRole("textbox", { name: "Folder or file with rollouts" }).fill("/no/such/folder");
  await page.getByRole("button", { name: "Open a folder" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "/no/such/folder" })).toBeVisible();
  await expectAccessible(page);
});

test("a request under another host name is refused", async ({ request }) => {
  const answer = await request.get("/", { headers: { host: "evil.example" } });
  expect(answer.status()).toBe(403);
});
