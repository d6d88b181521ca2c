import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds wrong with a page as it is shown now: empty where it is as it should be. */
export async function findViolations(page: Page): Promise<string[]> {
  // As text, because the page's policy lets no script in.
  await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    // biome-ignore lint/suspicious/noExplicitAny: the page has it only since a moment ago.
    const found = await (globalThis as any).axe.run({ runOnly });
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    return found.violations.flatMap(({ id, nodes }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      nodes.map(({ html, failureSummary }: any) => `${id}: ${html} ${failureSummary}`),
    );
  }, rules);
}

/** How many pixels the page is wider than what is seen of it. */
export function horizontalOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** What is wrong with what is shown, on a narrow screen, light and dark. */
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
