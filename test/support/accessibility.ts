import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Returns the violations that axe-core finds on the page in its current state. */
export async function findViolations(page: Page): Promise<string[]> {
  // Evaluated as text, because the content security policy of the page blocks scripts.
  await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    // biome-ignore lint/suspicious/noExplicitAny: the script above has only just defined it.
    const found = await (globalThis as any).axe.run({ runOnly });
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    return found.violations.flatMap(({ id, nodes }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      nodes.map(({ html, failureSummary }: any) => `${id}: ${html} ${failureSummary}`),
    );
  }, rules);
}

/** Returns by how many pixels the page is wider than its visible part. */
export function horizontalOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Returns accessibility violations and overflow on a narrow screen, light and dark. */
export async function findLayoutIssues(page: Page): Promise<unknown[]> {
  await page.setViewportSize({ width: 320, height: 640 });
  const found: unknown[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await findViolations(page)), await horizontalOverflow(page));
  }
  await page.setViewportSize({ width: 1_280, height: 800 });
  return found.filter((fault) => fault !== 0);
}
