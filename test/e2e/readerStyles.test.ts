import { expect, test } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { signedInPage } from "../support/signedInPage.ts";
import { world } from "../support/world.ts";

/** Alice with a link that has a password, and a browser in which she is signed in. */
async function aliceAtHerLink() {
  const here = await world();
  const alice = await here.person("alice");
  const link = await alice.createsLink({ password: "sesame seed" });
  const page = await signedInPage(here, "alice", { reducedMotion: "reduce" });
  return { page, path: `/app/links/${link.id}` };
}

test.skipIf(!hasChromium)(
  "switches and ticked boxes are seen where colours are the reader's own",
  async () => {
    const { page, path } = await aliceAtHerLink();
    const dialog = page.getByRole("dialog");
    await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
    await page.goto(path);
    await page.getByRole("button", { name: "Edit" }).click();
    await dialog.getByLabel("Remove the password").check();

    const looks = await dialog.evaluate((node) => {
      const look = (part: string) => getComputedStyle(node.querySelector(part) as Element);
      return {
        track: look(".mantine-Switch-track").border,
        thumb: look(".mantine-Switch-thumb").backgroundColor,
        tick: look(".mantine-Checkbox-icon").color,
      };
    });
    expect(looks).toEqual({
      track: "1px solid rgb(0, 0, 0)",
      thumb: "rgb(0, 0, 0)",
      tick: "rgb(0, 0, 0)",
    });
  },
);
