/** How quick the dashboard is with one sweep of many points: its server's answers, and in Chromium the page. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { root } from "./machines.mjs";

/** Results that are kept back, to come while the page is open. */
const LATE = 10;

/** @param folder  of a sweep that has ended @returns  ms, ms of CPU of the server, and MB of what the page asks for */
export async function pageTimes(folder) {
  const ended = await served(folder, async (site) => {
    const rows = await timed(site, "/runs.json");
    const view = await timed(site, "/view.json?id=.");
    const again = await timed(site, "/view.json?id=.");
    return { rows, view, again, ...(await inChromium(site)) };
  });
  const report = await reportTimes(join(folder, "report.html"));
  return { ended, running: await runningTimes(folder), report };
}

/** The same of a copy of it that is under way still, whose last results come while the page is open. */
async function runningTimes(folder) {
  const { acquireLock } = await import(join(root, "dist/node/lock.js"));
  const [copy, kept] = [`${folder}-running`, `${folder}-late`];
  for (const dir of [copy, kept]) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir);
  }
  cpSync(join(folder, "points"), join(copy, "points"), { recursive: true });
  const lines = readFileSync(join(folder, "live.jsonl"), "utf8").split("\n");
  const log = lines.filter((line) => !line.includes('"end":')).join("\n");
  writeFileSync(join(copy, "live.jsonl"), log);
  const names = readdirSync(join(copy, "points"));
  for (const name of names.slice(-LATE)) renameSync(join(copy, "points", name), join(kept, name));
  let done = names.length - LATE;
  const tell = () =>
    appendFileSync(
      join(copy, "live.jsonl"),
      `${JSON.stringify({ at: new Date().toISOString(), sweep: { done, running: 1 } })}\n`,
    );
  tell();
  const lock = await acquireLock(copy);
  try {
    return await served(copy, async (site) => {
      const first = await timed(site, "/view.json?id=.");
      const drawn = [];
      const page = await inChromium(site, async (page) => {
        // Until all results are read and drawn.
        await page.waitForTimeout(15_000);
        for (const name of readdirSync(kept)) {
          renameSync(join(kept, name), join(copy, "points", name));
          done++;
          const [before, cpu] = [performance.now(), process.cpuUsage()];
          tell();
          await page.waitForFunction((n) => document.body.innerText.includes(`${n} of`), done, {
            timeout: 120_000,
          });
          drawn.push({ ms: performance.now() - before, cpu: cpuSince(cpu) });
          await page.waitForTimeout(1000);
        }
      });
      return { first, ...page, toDrawn: medianOf(drawn, "ms"), cpuForIt: medianOf(drawn, "cpu") };
    });
  } finally {
    await lock.release();
    for (const dir of [copy, kept]) rmSync(dir, { recursive: true, force: true });
  }
}

async function reportTimes(path) {
  return await inBrowser(async (browser) => {
    const page = await browser.newPage();
    const before = performance.now();
    await page.goto(`file://${path}`);
    await drawn(page);
    return { ms: Math.round(performance.now() - before), MB: readFileSync(path).length / 1e6 };
  });
}

async function served(folder, use) {
  const { serveDashboard } = await import(join(root, "dist/cli/serve-dashboard.js"));
  const site = await serveDashboard(folder, 0, undefined);
  try {
    return await use(site);
  } finally {
    await site.close();
  }
}

async function timed(site, path) {
  const [before, cpu] = [performance.now(), process.cpuUsage()];
  const text = await (await fetch(new URL(path, site.url))).text();
  return { ms: Math.round(performance.now() - before), cpu: cpuSince(cpu), MB: text.length / 1e6 };
}

/** ms until the page of the sweep has drawn its parts, the first time and the second; null without a browser. */
async function inChromium(site, use = async () => {}) {
  return await inBrowser(async (browser) => {
    const page = await browser.newPage();
    const times = [];
    for (let k = 0; k < 2; k++) {
      const before = performance.now();
      await page.goto("about:blank");
      await page.goto(new URL("/#/sweep/.", site.url).href);
      await page.waitForSelector(".files li", { timeout: 120_000 });
      await drawn(page);
      times.push(Math.round(performance.now() - before));
    }
    await use(page);
    return { page: times };
  });
}

const drawn = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

async function inBrowser(use) {
  const { chromium } = await import("playwright-core");
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((path) => existsSync(path));
  const browser = await chromium
    .launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) })
    .catch(() => null);
  if (!browser) return null;
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1000);
}

function medianOf(items, key) {
  const sorted = items.map((item) => item[key]).toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}
