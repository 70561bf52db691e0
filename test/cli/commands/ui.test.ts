/** The dashboard's server: this machine only, files of runs only, orders only with the token. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DashboardSite, serveDashboard } from "../../../src/cli/serve-dashboard.js";
import { RunInProgress } from "../../../src/node/unfinished.js";
import { resolvedYaml } from "../../report/fixture.js";
import { spikion } from "../spikion.js";

const TOKEN = "the-token-of-this-test";
const folder = mkdtempSync(join(tmpdir(), "spikion-ui-"));
const runs = join(folder, "runs");
const pages = join(folder, "pages");
let site: DashboardSite;
let reading: DashboardSite;
let run: RunInProgress;

beforeAll(async () => {
  mkdirSync(pages);
  for (const name of ["index.html", "main.js", "style.css"]) writeFileSync(join(pages, name), name);
  writeFileSync(join(folder, "secret.json"), "secret");
  run = await RunInProgress.begin(join(runs, "mine"), {
    config: resolvedYaml,
    dataHash: null,
    startedAt: "2025-01-01T10:00:00.000Z",
    version: "0",
  });
  writeFileSync(join(runs, "mine", "report.html"), "<p>report</p>");
  symlinkSync(join(folder, "secret.json"), join(runs, "mine", "link.json"));
  site = await serveDashboard(runs, 0, TOKEN, pages);
  reading = await serveDashboard(runs, 0, undefined, pages);
});
afterAll(async () => {
  await run.leave();
  await Promise.all([site.close(), reading.close()]);
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly policy: string;
  readonly opener: string | undefined;
}

function ask(path: string, method = "GET", headers: Record<string, string> = {}, of = site): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const host = `127.0.0.1:${of.port}`;
    const asked = request(
      { port: of.port, host: "127.0.0.1", path, method, headers: { host, ...headers } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () =>
          resolve({
            status: answer.statusCode!,
            text,
            policy: String(answer.headers["content-security-policy"]),
            opener: answer.headers["cross-origin-opener-policy"] as string | undefined,
          }),
        );
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

const own = (of = site) => ({ origin: `http://127.0.0.1:${of.port}`, "x-spikion-token": TOKEN });

test("the page, and nothing of another host in it", async () => {
  expect(await ask("/")).toMatchObject({ status: 200, text: "index.html" });
  expect((await ask("/")).policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/);
  expect((await ask("/runs.json", "GET", { host: "evil.example:80" })).status).toBe(403);
});

test("runs, and their files, whose scripts never run", async () => {
  expect((await ask("/")).opener).toBe("same-origin");
  expect(JSON.parse((await ask("/runs.json")).text)).toMatchObject({
    controls: true,
    rows: [{ id: "mine", state: "running" }],
  });
  const report = await ask("/file?id=mine&name=report.html");
  expect(report).toMatchObject({ status: 200, text: "<p>report</p>" });
  expect(report.policy).toContain("sandbox");
  // A browser shows nothing that is in a sandbox and asks for this as well.
  expect(report.opener).toBeUndefined();
});

test.each([
  ["/file?id=mine&name=../../secret.json"],
  ["/file?id=../&name=secret.json"],
  ["/file?id=mine&name=link.json"],
  ["/file?id=mine&name=run.lock"],
  ["/file?id=mine&name=checkpoints"],
  ["/view.json?id=..%2F"],
  ["/secret.json"],
])("no other file: %s", async (path) => {
  expect((await ask(path)).status).toBe(404);
});

test("an order needs the token, this page's origin, a server that takes orders, and a run that is known", async () => {
  const resume = "/resume?id=mine";
  const { origin, ...token } = own();
  expect((await ask(resume, "POST")).status).toBe(403);
  expect((await ask(resume, "POST", { origin })).status).toBe(403);
  expect((await ask(resume, "POST", { origin, "x-spikion-token": "the-token-of-this-tesT" })).status).toBe(
    403,
  );
  expect((await ask(resume, "POST", token)).status).toBe(403);
  expect((await ask(resume, "POST", { ...token, origin: "http://evil.example" })).status).toBe(403);
  expect((await ask(resume, "GET", own())).status).toBe(404);
  expect((await ask(resume, "POST", own(reading), reading)).status).toBe(403);
  expect((await ask("/resume?id=other", "POST", own())).status).toBe(404);
  expect(await ask(resume, "POST", own())).toMatchObject({ status: 409, text: "it is running\n" });
});

test("a folder that is none, and a port that is none, are refused in words", async () => {
  expect(await spikion("ui", join(folder, "nowhere"))).toMatchObject({
    code: 2,
    err: expect.stringContaining("is no folder; accepted: the folder that runs are written to"),
  });
  expect(await spikion("ui", runs, "--port", "x")).toMatchObject({ code: 2 });
});
