import { expect, test } from "vitest";
import { hasChromium, launchBrowser } from "../support/chromium.ts";
import { createWorld, password } from "../support/world.ts";

const mapped = ["192.0.2.2", "name.example"];
const rules = mapped.map((host) => `MAP ${host} 127.0.0.1`).join(",");

test.skipIf(!hasChromium)(
  "signing in works at IP addresses that BASE_URL does not name, other hosts get an explanation",
  async () => {
    // On all IP addresses of this machine, so that other machines can reach it.
    const here = await createWorld({ HOST: "0.0.0.0" });
    await here.signUp("alice");
    const { port } = new URL(here.url);
    const browser = await launchBrowser([`--host-resolver-rules=${rules}`]);
    const signIn = async (host: string) => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`http://${host}:${port}/app/login`);
      await page.getByLabel("Email").fill("alice@example.com");
      await page.locator("input[name=password]").fill(password);
      await page.keyboard.press("Enter");
      return page;
    };

    for (const host of ["127.0.0.2", "192.0.2.2"]) {
      const page = await signIn(host);
      await page.getByRole("button", { name: "Sign out" }).waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("link", { name: "Sign in" }).first().waitFor();
    }
    const page = await signIn("name.example");
    const rejection = await page.getByRole("alert").textContent();
    expect(rejection).toContain(
      `Sign-in is not available at name.example:${port}. Use http://lnk7.test, or ask the operator to add this host to BASE_URL or OTHER_HOSTS.`,
    );
    expect(here.log.filter(({ level }) => level === 40)).toMatchObject([
      { host: `name.example:${port}` },
    ]);
  },
);
