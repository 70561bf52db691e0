/** The built page in Chromium, from a sub-path of a plain web host: drag, undo, link, train. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { serveSite } from "../../src/cli/serve-site.js";
import { stateOf } from "../../src/explore/link.js";
import { startOf } from "../../src/explore/state.js";
import { experimentText } from "../../src/explore/written.js";
import { loadExperimentText } from "../../src/node/config.js";
import { packageRoot } from "../../src/node/disk.js";
import { runExperiment } from "../../src/node/run.js";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = [process.env.CHROMIUM ?? "", ...browsers].find(
  (path) => path !== "" && existsSync(path),
);
if (executablePath === undefined) console.log("no Chromium is installed: the explorer's page is not tried");

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

function built(): string {
  const folder = mkdtempSync(join(tmpdir(), "spikion-site-"));
  execFileSync(process.execPath, [join(packageRoot, "scripts", "site.mjs"), folder]);
  return folder;
}

/** Under /some/where/, as any host would; without a policy of its own, so that the page's holds. */
async function hosted(folder: string): Promise<string> {
  const server = createServer(({ url = "" }, response) => {
    const name = url.replace("/some/where/", "") || "index.html";
    const file = join(folder, name);
    if (!/^[\w.-]+$/.test(name) || !existsSync(file)) return void response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(name)] ?? "application/octet-stream");
    response.end(readFileSync(file));
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`;
}

/** From the server of `spikion explore` the page may share memory: a large network is offered, and is trained by threads. */
async function isolated(browser: Browser, folder: string): Promise<void> {
  const site = await serveSite(0, { link: "1&form=box-over-ramp&neurons=1600&images=8000" }, folder);
  onTestFinished(() => site.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(500_000);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(site.url);
  expect(await page.getByRole("spinbutton", { name: "neurons" }).getAttribute("max")).toBe("1600");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const run = page.locator("article.run");
  const cores = Number(await page.evaluate("navigator.hardwareConcurrency"));
  await expect.poll(() => run.getAttribute("data-threads")).toBe(String(cores));
  // Training anew ends the workers of the one before.
  const system = await browser.newBrowserCDPSession();
  const workers = async () => {
    const { targetInfos } = await system.send("Target.getTargets", { filter: [{ type: "worker" }] });
    return targetInfos.length;
  };
  await page.getByRole("button", { name: "Train anew" }).click();
  await expect.poll(workers).toBeLessThanOrEqual(cores);
  expect(said).toEqual([]);
  await page.close();
  await expect.poll(workers).toBe(0);
}

const stateIn = (page: Page) => stateOf(new URL(page.url()).hash);

test.skipIf(executablePath === undefined)(
  "in the page a knot is dragged and put back, a link restores, and training ends in the weights of spikion run",
  async () => {
    const folder = built();
    // What is loaded before anything is trained; the bound notices a library that slips in.
    const page1 = ["main.js", "style.css", "index.html"].map((name) => readFileSync(join(folder, name)));
    expect(page1.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0)).toBeLessThan(60_000);
    const address = await hosted(folder);
    const browser = await chromium.launch({
      executablePath: executablePath!,
      args: ["--no-sandbox"],
      timeout: 500_000,
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(500_000);
    const said: string[] = [];
    const others: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith("data:"))
        others.push(request.url());
    });
    await page.goto(address);
    const start = startOf("box-over-ramp");
    await page.waitForURL(/#1&form=box-over-ramp$/);

    // By mouse, by keys, and back: the drag is one step, keys in a row another.
    const knot = page.getByRole("slider", { name: "V_post, knot 2" });
    const { x, y } = (await knot.boundingBox())!;
    await page.mouse.move(x + 8, y + 8);
    await page.mouse.down();
    await page.mouse.move(x + 8, y + 40, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => stateIn(page).post[1]![1]).toBeLessThan(9);
    // The address follows the knot, which follows the mouse from frame to frame.
    await page.evaluate(
      "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 400))))",
    );
    await expect
      .poll(async () => String(stateIn(page).post[1]![1]) === (await knot.getAttribute("aria-valuenow")))
      .toBe(true);
    const dragged = stateIn(page);
    expect(dragged.post[1]![0]).toBe(0.01);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => stateIn(page).post[1]![1]).toBeCloseTo(dragged.post[1]![1] + 0.1, 9);
    await page.keyboard.press("Control+z");
    await expect.poll(() => stateIn(page)).toEqual(dragged);
    await page.keyboard.press("Control+z");
    await expect.poll(() => stateIn(page)).toEqual(start);

    // A slider that has the focus leaves Ctrl+Z to the page; what is typed beyond the limits is refused, not moved.
    await page.getByRole("slider", { name: "delta t" }).press("ArrowRight");
    await expect.poll(() => stateIn(page).deltaT).not.toBe(start.deltaT);
    await page.keyboard.press("Control+z");
    await expect.poll(() => stateIn(page)).toEqual(start);
    await page.getByText("As numbers").click();
    const volts = page.getByRole("textbox", { name: "V_post, knot 2, voltage" });
    await volts.fill("50 V");
    await volts.press("Enter");
    const refused = () =>
      volts.evaluate((input) => (input as unknown as { validationMessage: string }).validationMessage);
    await expect.poll(refused).toBe("accepted: -40 V to 40 V");
    await volts.fill("8 V");
    await volts.press("Enter");
    await expect.poll(() => stateIn(page).post[1]![1]).toBe(8);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => stateIn(page)).toEqual(start);

    // A link restores, and says what the command line says.
    expect(await page.getByRole("spinbutton", { name: "neurons" }).getAttribute("max")).toBe("400");
    await page.goto(`${address}#1&form=box-over-ramp&neurons=25&images=120`);
    await expect.poll(() => stateIn(page).train.images).toBe(120);
    const state = stateIn(page);
    // Slowly at first: else a page on a busy machine may be done before it can be held up.
    const speed = page.getByRole("slider", { name: "speed" });
    await speed.press("Home");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByRole("button", { name: "Hold" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await speed.press("End");
    const run = page.locator("[data-sha256]");
    await run.waitFor();
    const { spec } = await loadExperimentText(experimentText(state), join(packageRoot, "explored.yaml"));
    const { metrics } = (await runExperiment(spec)) as { metrics: { weightsSha256: string } };
    expect(await run.getAttribute("data-sha256")).toBe(metrics.weightsSha256);

    // A drawn stroke is answered.
    const pad = page.locator(".pad");
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + 98, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 98, box.y + 170, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => page.locator(".answer").innerText()).toContain("Taken for");
    expect(others).toEqual([]);
    expect(said).toEqual([]);
    await page.close();
    await isolated(browser, folder);
  },
);
