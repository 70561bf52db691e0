/** The dashboard in Chromium: filter, group, compare, a run under way, stop with and without the token, a server that was away. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LiveSweep } from "../../src/cli/live-sweep.js";
import { type DashboardSite, serveDashboard } from "../../src/cli/serve-dashboard.js";
import { planSweep } from "../../src/node/config.js";
import { packageRoot } from "../../src/node/disk.js";
import { exportRuns } from "../../src/node/export-runs.js";
import { LiveLog } from "../../src/node/live-log.js";
import { writeRunFolder } from "../../src/node/run-folder.js";
import { openStore } from "../../src/node/sweep-store.js";
import { RunInProgress } from "../../src/node/unfinished.js";
import { startOf, whereabouts } from "../../src/node/whereabouts.js";
import { encodePng } from "../../src/report/formats/png.js";
import { classifyResult, classifySpec, resolvedYaml } from "../report/fixture.js";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = [process.env.CHROMIUM ?? "", ...browsers].find(
  (path) => path !== "" && existsSync(path),
);
if (executablePath === undefined) console.log("no Chromium is installed: the dashboard's page is not tried");

const TOKEN = "token-of-the-test";
const folder = mkdtempSync(join(tmpdir(), "spikion-ui-"));
const runs = join(folder, "runs");
const pages = join(folder, "pages");
let site: DashboardSite;
let browser: Browser;

const config = (seed: number, images: number) =>
  resolvedYaml.replace("seed: 1", `seed: ${seed}`).replace("images: 20000", `images: ${images}`);

async function finished(id: string, seed: number, images: number): Promise<void> {
  const result = classifyResult(5);
  result.metrics.accuracy.classMean = 0.7 + seed / 10;
  result.metrics.seed = String(seed);
  const spec = { ...classifySpec(), seed: String(seed) };
  await writeRunFolder(join(runs, id), {
    resolvedYaml: config(seed, images),
    spec,
    result,
    startedAt: new Date("2025-01-01T10:00:00Z"),
    finishedAt: new Date("2025-01-01T10:01:00Z"),
    interrupted: false,
  });
}

beforeAll(async () => {
  if (executablePath === undefined) return;
  execFileSync(process.execPath, [join(packageRoot, "scripts", "ui.mjs"), pages]);
  await finished("a-1", 1, 20000);
  await finished("a-2", 2, 20000);
  await finished("b-1", 1, 500);
  site = await serveDashboard(runs, 0, TOKEN, pages);
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 500_000 });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A tab of its own session; what it says on the console, and asks other hosts for. */
async function tab(address: string): Promise<{ page: Page; said: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 900 } })).newPage();
  page.setDefaultTimeout(500_000);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => {
    if (!/^(file:|data:|http:\/\/127\.0\.0\.1)/.test(request.url())) said.push(request.url());
  });
  await page.goto(address);
  return { page, said };
}

const lines = (page: Page) => page.locator("table.runs tbody tr");

test.skipIf(executablePath === undefined)(
  "runs are filtered, taken together over seeds, and compared",
  async () => {
    const sizes = ["main.js", "style.css", "index.html"].map(
      (name) => gzipSync(readFileSync(join(pages, name))).length,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(30_000);
    const { page, said } = await tab(`${site.url}#token=${TOKEN}`);
    await expect.poll(() => lines(page).count()).toBe(3);
    // The token is not in what is copied from the address.
    expect(page.url()).not.toContain(TOKEN);
    await page.getByRole("searchbox", { name: "Filter" }).fill("acc>0.85");
    await expect.poll(() => lines(page).count()).toBe(1);
    expect(page.url()).toContain("filter=acc");
    // Of the configs, which the page asks for now.
    await page.getByRole("searchbox", { name: "Filter" }).fill("train.images<1000");
    await expect.poll(() => lines(page).allInnerTexts()).toHaveLength(1);
    expect(await lines(page).innerText()).toContain("b-1");
    await page.getByRole("searchbox", { name: "Filter" }).fill("");
    await page.getByRole("checkbox", { name: "seeds together" }).check();
    const group = page.locator("tr.group");
    await expect.poll(() => group.innerText()).toContain("1, 2");
    // 80 % and 90 %: their mean, and 5 points times Student's 12.7.
    expect(await group.innerText()).toContain("85.00 ± 63.53 % (n = 2)");
    await page.getByRole("checkbox", { name: "compare a-1" }).check();
    await page.getByRole("checkbox", { name: "compare b-1" }).check();
    await page.getByRole("link", { name: "Compare 2 runs" }).click();
    const differs = page.getByRole("region", { name: "config" }).locator("tbody tr");
    await expect.poll(() => differs.allInnerTexts()).toEqual(["train.images\t20000\t500"]);
    expect(await page.locator("figure.plot").first().locator("path.curve").count()).toBeGreaterThanOrEqual(2);
    await page.goBack();
    await expect.poll(() => lines(page).count()).toBe(4);
    expect(said).toEqual([]);
    await page.context().close();
  },
);

test.skipIf(executablePath === undefined)(
  "a run under way is followed in two tabs, stopped from the one with the token, and a server that was away is found again",
  async () => {
    const run = await RunInProgress.begin(join(runs, "live"), {
      config: config(9, 20000),
      dataHash: null,
      startedAt: new Date().toISOString(),
      version: "0",
    });
    await run.leave();
    // Its process: it ends when it is told to, as a run does.
    const child = spawn(process.execPath, [
      "-e",
      "process.on('SIGINT', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up')",
    ]);
    await new Promise((up) => child.stdout.once("data", up));
    const started = await startOf(child.pid!);
    const lock = join(runs, "live", "run.lock");
    writeFileSync(lock, JSON.stringify({ ...whereabouts(), pid: child.pid, started, id: "0" }));
    const log = new LiveLog(join(runs, "live"), true, { begin: { from: 0 } });
    const progress = (done: number, accuracy: number) =>
      log.progress({ phase: "train", done, total: 9000, unit: "images", accuracy });
    const tile = encodePng({ width: 2, height: 2, pixels: new Uint8Array(4), palette: new Uint8Array(3) });
    log.fields({ file: "live/00000500.png", done: 500, low: 0, high: 1e-6, unit: "S" }, tile);
    progress(1000, 0.5);

    const { page, said } = await tab(`${site.url}#token=${TOKEN}&/run/live`);
    const other = await tab(`${site.url}#/run/live`);
    const status = page.locator(".status");
    await expect.poll(() => status.innerText()).toContain("running");
    await new Promise((wait) => setTimeout(wait, 450));
    progress(4200, 0.75);
    await expect.poll(() => status.innerText()).toContain("train 4200/9000 images");
    await expect.poll(() => other.page.locator(".status").innerText()).toContain("4200/9000");
    await expect
      .poll(() => page.locator("img.fields").getAttribute("alt"))
      .toBe("receptive fields of all neurons after 500");
    expect(await other.page.getByRole("button", { name: "Stop" }).count()).toBe(0);

    // The server goes and comes back, at the same place.
    const { port } = site;
    await site.close();
    await expect.poll(() => page.locator("#connection").innerText()).toContain("the server is gone");
    site = await serveDashboard(runs, port, TOKEN, pages);
    await expect.poll(() => page.locator("#connection").innerText()).toBe("");
    progress(5000, 0.76);
    await expect.poll(() => status.innerText()).toContain("5000/9000");

    const ended = new Promise((end) => child.once("exit", end));
    await page.getByRole("button", { name: "Stop" }).click();
    expect(await ended).toBe(7);
    rmSync(lock);
    log.end({ state: "interrupted" });
    await expect.poll(() => page.getByRole("button", { name: "Resume" }).count()).toBe(1);
    expect(await other.page.getByRole("button").count()).toBe(0);
    // Nothing but the connection that was refused while the server was away.
    expect(said.filter((text) => !/ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING)/.test(text))).toEqual(
      [],
    );
    await page.context().close();
    await other.page.context().close();
  },
);

test.skipIf(executablePath === undefined)(
  "a sweep that was cut short shows its points over all axes at once, and is resumed from the tab with the token",
  async () => {
    const dir = join(runs, "sweep");
    mkdirSync(dir);
    const plan = await planSweep(join(packageRoot, "experiments/studies/driver-timing.yaml"));
    const program = { spikion: "0", commit: null, code: "code" };
    const origin = { dataHash: null, modules: {}, program };
    const store = await openStore(dir, { originOf: () => origin, acceptMixed: false, notice: () => {} });
    // Its file is gone since.
    const live = new LiveSweep(dir, { ...plan, file: "gone.yaml" }, { cwd: folder, set: [], places: 1 });
    const done = plan.jobs.filter((_, k) => k % plan.jobs.length < 3 * 5);
    const { metrics } = classifyResult(5);
    for (const job of done)
      await live.watching(store).write(job, { metrics, notices: [], assumed: null, ...origin });
    live.end("interrupted");
    const { page, said } = await tab(`${site.url}#token=${TOKEN}&/sweep/sweep`);
    const points = page.locator(".parallel .point");
    await expect.poll(() => points.count()).toBe(8);
    // The last are the best, and those that have a result at all.
    await page.locator("svg.parallel").press("End");
    await expect.poll(() => page.locator(".parallel .read").count()).toBe(1);
    expect(await page.locator("figure", { has: page.locator(".parallel") }).innerText()).toMatch(
      /: \d+\.\d+/,
    );
    await page.getByRole("button", { name: "Resume" }).click();
    await expect
      .poll(() => page.locator("p.hint").allInnerTexts())
      .toContain(`there is no ${join(folder, "gone.yaml")}, with which it was begun`);
    const other = await tab(`${site.url}#/sweep/sweep`);
    await expect.poll(() => other.page.locator(".parallel .point").count()).toBe(8);
    expect(await other.page.getByRole("button", { name: "Resume" }).count()).toBe(0);
    // The order that was refused.
    expect(said.filter((text) => !text.includes("409"))).toEqual([]);
    await page.context().close();
    await other.page.context().close();
    rmSync(dir, { recursive: true });
  },
);

test.skipIf(executablePath === undefined)(
  "a copy opens from a disk, with its runs, reports and nothing of this machine",
  async () => {
    const copy = join(folder, "copy");
    await exportRuns(runs, copy, pages);
    const text = readFileSync(join(copy, "index.html"), "utf8");
    expect(text).not.toContain(folder);
    const { page, said } = await tab(pathToFileURL(join(copy, "index.html")).href);
    await expect.poll(() => lines(page).count()).toBeGreaterThanOrEqual(3);
    await page.getByRole("searchbox", { name: "Filter" }).fill("train.images:20000 seed:1");
    await expect.poll(() => lines(page).count()).toBe(1);
    await page.locator("tr", { hasText: "a-1" }).getByRole("link").click();
    await expect.poll(() => page.locator("table.matrix").count()).toBe(1);
    const report = await page.getByRole("link", { name: "Report", exact: true }).getAttribute("href");
    expect(existsSync(join(copy, decodeURIComponent(report!)))).toBe(true);
    expect(said).toEqual([]);
    mkdirSync(join(folder, "full"));
    writeFileSync(join(folder, "full", "mine"), "");
    await expect(exportRuns(runs, join(folder, "full"), pages)).rejects.toThrow(
      "accepted: a new or an empty folder",
    );
    await page.context().close();
  },
);
