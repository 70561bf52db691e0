/** How quick the dashboard is with one sweep of many points: its server's answers, and in Chromium the page. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./machines.mjs";

/** @param folder  of a sweep @returns  ms, and MB of what the page asks for */
export async function pageTimes(folder) {
  const { serveDashboard } = await import(join(root, "dist/cli/serve-dashboard.js"));
  const site = await serveDashboard(folder, 0, undefined);
  try {
    const timed = async (path) => {
      const before = performance.now();
      const text = await (await fetch(new URL(path, site.url))).text();
      return { ms: Math.round(performance.now() - before), MB: text.length / 1e6 };
    };
    const rows = await timed("/runs.json");
    const view = await timed("/view.json?id=.");
    const again = await timed("/view.json?id=.");
    return { rows, view, again, page: await inChromium(new URL("/#/sweep/.", site.url).href) };
  } finally {
    await site.close();
  }
}

/** ms until the page of the sweep has drawn its parts; null without a browser. */
async function inChromium(address) {
  const { chromium } = await import("playwright-core");
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((path) => existsSync(path));
  const browser = await chromium
    .launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) })
    .catch(() => null);
  if (!browser) return null;
  try {
    const page = await browser.newPage();
    const before = performance.now();
    await page.goto(address);
    await page.waitForSelector(".files li", { timeout: 120_000 });
    return Math.round(performance.now() - before);
  } finally {
    await browser.close();
  }
}
