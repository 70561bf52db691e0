/** Pages in Chromium: on a telephone, on a wide screen, in the dark, on paper. Skipped where there is none. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factsOf } from "../../src/experiment/kinds/index.js";
import { renderReport } from "../../src/report/html.js";
import { classifyResult, classifySpec, resolvedYaml, simulateResult, simulateSpec } from "./fixture.js";
import { manifest } from "./manifest-fixture.js";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = [process.env.CHROMIUM ?? "", ...browsers].find(
  (path) => path !== "" && existsSync(path),
);
if (executablePath === undefined) console.log("no Chromium is installed: pages of reports are not tried");

const folder = mkdtempSync(join(tmpdir(), "spikion-report-"));
const pages = ["classify", "simulate"].map((name) => join(folder, `${name}.html`));
let browser: Browser;

beforeAll(async () => {
  if (executablePath === undefined) return;
  const runs = [
    [classifySpec(), classifyResult(20)],
    [simulateSpec(), simulateResult()],
  ] as const;
  for (const [k, [spec, result]] of runs.entries()) {
    const input = { resolvedYaml, manifest: { ...manifest, kind: spec.kind }, result, facts: factsOf(spec) };
    writeFileSync(pages[k]!, await renderReport(input));
  }
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 500_000 });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(file: string, options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext({ ...options, acceptDownloads: true })).newPage();
  page.setDefaultTimeout(500_000);
  await page.goto(`file://${file}`);
  return page;
}

/** Of the letters that are seen, in pixels of the screen; and how far the page is wider than it. */
const SIZES = `(() => {
  const heights = [...document.querySelectorAll(".panel text, .panel tspan")]
    .filter((text) => text.getClientRects().length > 0 && text.textContent !== "")
    .map((text) => {
      const { a, b } = text.getScreenCTM();
      return Number.parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    });
  const { scrollWidth, clientWidth } = document.documentElement;
  return { letters: heights.length, smallest: Math.min(...heights), beyond: scrollWidth - clientWidth };
})()`;
interface Sizes {
  readonly letters: number;
  readonly smallest: number;
  readonly beyond: number;
}

/** Colours of the page, of a picture's ground and of its letters. */
const COLOURS = `[
  getComputedStyle(document.body).backgroundColor,
  getComputedStyle(document.querySelector("#stdp .panel")).backgroundColor,
  getComputedStyle(document.querySelector("#stdp svg.plot")).fill,
]`;

const each = [390, 1200].flatMap((width) =>
  pages.map((file, k) => ({ width, file, name: ["classify", "simulate"][k] })),
);

describe.skipIf(executablePath === undefined)("a page", () => {
  test.each(each)(
    "has letters of at least 9 pixels at $width, and nothing beyond its edge: $name",
    async ({ width, file }) => {
      const page = await opened(file, { viewport: { width, height: 900 } });
      const { letters, smallest, beyond } = await page.evaluate<Sizes>(SIZES);
      expect(letters).toBeGreaterThan(50);
      // Indices are the smallest: 11.2 of 12 pixels, in pictures that are never below 0.76 of their width.
      expect(smallest).toBeGreaterThanOrEqual(width < 500 ? 9 : 11);
      expect(beyond).toBe(0);
      await page.context().close();
    },
    60_000,
  );

  test("is dark in the dark, its pictures too, and light on paper", async () => {
    const page = await opened(pages[0]!, { viewport: { width: 1200, height: 900 }, colorScheme: "dark" });
    expect(await page.evaluate<string[]>(COLOURS)).toEqual([
      "rgb(23, 24, 26)",
      "rgb(31, 31, 31)",
      "rgb(232, 232, 230)",
    ]);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect((await page.evaluate<string[]>(COLOURS))[1]).toBe("rgb(255, 255, 255)");
    // No paper without a use: neither the list of contents nor links to files.
    expect(await page.locator(".contents").isVisible()).toBe(false);
    expect(await page.locator(".files").first().isVisible()).toBe(false);
    await page.context().close();
  });

  test("fits on paper: every figure on one sheet of A4, all of it on nine", async () => {
    const page = await opened(pages[0]!, { viewport: { width: 680, height: 1000 } });
    const pdf = (
      await page.pdf({ format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } })
    ).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)!.length).toBeLessThanOrEqual(9);
    await page.emulateMedia({ media: "print" });
    const tallest = await page.evaluate<number>(
      `Math.max(...[...document.querySelectorAll(".figures > figure")].map((f) => f.getBoundingClientRect().height))`,
    );
    // 267 mm between the margins.
    expect(tallest).toBeLessThan((267 / 25.4) * 96);
    await page.context().close();
  });

  test("says values where a curve is pointed at, and gives its figures as files, without a script", async () => {
    const page = await opened(pages[0]!, {
      viewport: { width: 1200, height: 900 },
      javaScriptEnabled: false,
    });
    expect(await page.locator("#stdp .hits circle title").first().textContent()).toMatch(
      /^Δt = −?[\d.]+ ms: [+−\d]/,
    );
    const place = page.locator("#stdp .hits circle").nth(5);
    await place.hover();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#stdp a[download$=svg]").click(),
    ]);
    expect(file.suggestedFilename()).toBe("stdp.svg");
    const svg = readFileSync(await file.path(), "utf8");
    expect(svg).toMatch(/^<svg xmlns='http:\/\/www\.w3\.org\/2000\/svg'/);
    expect(svg).not.toMatch(/var\(|<svg [\s\S]*<svg /);
    const [table] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#stdp a[download$=csv]").click(),
    ]);
    expect(readFileSync(await table.path(), "utf8").split("\n")[0]).toBe(
      "delta_t_s,delta_g_S,delta_g_at_end_S",
    );
    // The file shows by itself what the page shows.
    const alone = join(folder, "alone.svg");
    writeFileSync(alone, svg);
    await page.goto(`file://${alone}`);
    expect(await page.locator("svg path").count()).toBeGreaterThan(3);
    await page.context().close();
  });
});
