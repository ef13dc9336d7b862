import { test } from "@playwright/test";

/**
 * Watches the page of each test of the file that calls this. @returns what the browser has complained of in the test
 * so far: errors on the console and exceptions of the page
 */
export function collectComplaints(): readonly string[] {
  const complaints: string[] = [];
  test.beforeEach(({ page }) => {
    complaints.length = 0;
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
    });
  });
  return complaints;
}
