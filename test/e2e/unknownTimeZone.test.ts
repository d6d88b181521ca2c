/** @module-tag full */
import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { recordVisits } from "../support/recordVisits.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { createWorld } from "../support/world.ts";

test.skipIf(!hasChromium)(
  "statistics use UTC with a notice when the browser has no time zone, and apps are named",
  async () => {
    const here = await createWorld();
    const alice = await here.signUp("alice");
    const link = await alice.createLink();
    const today = new Date().toISOString().slice(0, 10);
    await recordVisits(here.services, [
      { time: `${today}T00:00:00Z`, referrer: "android-app://com.google.android.gm/" },
      { time: `${today}T00:00:00Z`, referrer: "android-app://com.google.android.gm/" },
      { time: `${today}T00:00:01Z`, referrer: "android-app://com.example.unheard_of/" },
    ]);
    const page = await signedInPage(here, "alice", {}, { TZ: "Foo/Bar" });

    await page.goto(`/app/links/${link.id}?range=7d&view=table`);

    const days = page.getByLabel("Clicks over time as a table").locator("tbody tr");
    await days.last().waitFor();
    const zone = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
    const cells = await Promise.all(
      (await days.all()).map((row) => row.locator("td").allInnerTexts()),
    );
    expect([zone, cells.map(([clicks]) => clicks)]).toEqual([
      "Etc/Unknown",
      ["0", "0", "0", "0", "0", "0", "3"],
    ]);
    await page.getByText("In UTC, because your browser does not report a time zone.").waitFor();
    const referrers = page.getByRole("table", { name: "Referrers" }).locator("tbody th");
    expect(await referrers.allInnerTexts()).toEqual([
      "Gmail (Android app)",
      "com.example.unheard_of (Android app)",
    ]);
  },
);
