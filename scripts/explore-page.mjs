/** The explorer's built page in Chromium, for scripts that measure it or take its pictures. */
import { existsSync } from "node:fs";
import { serveSite } from "../dist/cli/serve-site.js";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * @param viewport  of the page, CSS pixels
 * @param link  what the page begins with; "" for its beginning
 * @returns  the page, and what closes it; undefined, with a word on stderr, where no Chromium is installed
 */
export async function openExplorer(viewport, link = "") {
  const executablePath = [process.env.CHROMIUM ?? "", ...PLACES].find(
    (path) => path !== "" && existsSync(path),
  );
  if (executablePath === undefined) {
    process.stderr.write("no Chromium is installed: set CHROMIUM to where it is\n");
    return undefined;
  }
  const { chromium } = await import("playwright-core");
  const site = await serveSite(0, { link });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport, colorScheme: "light" });
  page.setDefaultTimeout(600_000);
  page.on("pageerror", (error) => process.stderr.write(`${error}\n`));
  await page.goto(site.url);
  await page.getByRole("slider", { name: "V_post, knot 2" }).waitFor();
  return {
    page,
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}

/**
 * Trains to the end.
 * @returns  per cent of test digits, sha256 of the weights, and images per second as the page says them
 */
export async function train(page) {
  await page.locator("#train").click();
  const run = page.locator("article.run[data-sha256]").first();
  await run.waitFor();
  const [status, result] = [
    await run.locator(".status").innerText(),
    await run.locator(".result").innerText(),
  ];
  return {
    accuracy: Number(/([\d.]+) % of \d+ test images/.exec(result)[1]),
    sha256: await run.getAttribute("data-sha256"),
    imagesPerSecond: Number(/at (\d+) images/.exec(status)[1]),
  };
}
