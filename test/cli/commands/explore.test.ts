/** The explorer's server: this machine only, its own files only, nothing written. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownHosts, type Site } from "../../../src/cli/local-server.js";
import { serveSite } from "../../../src/cli/serve-site.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-site-"));
writeFileSync(join(folder, "secret.txt"), "secret");
const pages = join(folder, "pages");
mkdirSync(pages);
for (const name of ["index.html", "main.js", "start.json", "digits.bin"])
  writeFileSync(join(pages, name), name);
let site: Site;
beforeAll(async () => {
  writeFileSync(join(pages, "gone.js"), "gone.js");
  site = await serveSite(0, { link: "1&form=symmetric" }, pages);
  rmSync(join(pages, "gone.js"));
});
afterAll(() => site.close());

/** Paths as they are: fetch would tidy them. */
function ask(path: string, { method = "GET", host = `127.0.0.1:${site.port}` } = {}) {
  return new Promise<{
    status: number;
    text: string;
    type: string;
    policy: string;
    shares: boolean;
  }>((resolve, reject) => {
    const asked = request(
      { port: site.port, host: "127.0.0.1", path, method, headers: { host } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () =>
          resolve({
            status: answer.statusCode!,
            text,
            type: String(answer.headers["content-type"]),
            policy: String(answer.headers["content-security-policy"]),
            shares:
              answer.headers["cross-origin-opener-policy"] === "same-origin" &&
              answer.headers["cross-origin-embedder-policy"] === "require-corp",
          }),
        );
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

test("its files come with their types, and with a policy that allows no other host", async () => {
  expect(await ask("/")).toMatchObject({ status: 200, text: "index.html", type: "text/html; charset=utf-8" });
  const { type, policy } = await ask("/main.js?v=1");
  expect(type).toBe("text/javascript; charset=utf-8");
  expect(policy).toContain("default-src 'none'");
  expect((await ask("/digits.bin")).type).toBe("application/octet-stream");
  expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
});

test("page and workers come with the headers that sharing memory between threads needs", async () => {
  for (const path of ["/", "/main.js", "/digits.bin"]) expect((await ask(path)).shares, path).toBe(true);
});

test("digits that the pages do not have beside them come from the package that has them", async () => {
  const { status, type } = await ask("/digits-test-labels.bin");
  expect([status, type]).toEqual([200, "application/octet-stream"]);
});

test("the page begins as the command was told", async () => {
  expect(JSON.parse((await ask("/start.json")).text)).toEqual({ link: "1&form=symmetric" });
});

test.each([
  "/../secret.txt",
  "/..%2fsecret.txt",
  "/%2e%2e/secret.txt",
  "//etc/passwd",
  "/pages",
  "/index.html/",
  "/.",
  "/\\..\\secret.txt",
  "/index.html%00",
])("there is nothing at %s", async (path) => {
  const { status, text } = await ask(path);
  expect(status).toBe(404);
  expect(text).not.toContain("secret");
});

test("names of other hosts that lead here, and whatever would write, are refused", async () => {
  for (const host of [
    "evil.example",
    `evil.example:${site.port}`,
    "127.0.0.1",
    `127.0.0.1.evil.example:${site.port}`,
  ])
    expect((await ask("/", { host })).status).toBe(403);
  expect((await ask("/", { host: `localhost:${site.port}` })).status).toBe(200);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
    expect((await ask("/", { method })).status).toBe(405);
});

test("a file that is removed after the start is still served", async () => {
  expect(await ask("/gone.js")).toMatchObject({ status: 200, text: "gone.js" });
});

test("at port 80, and only there, a browser leaves the port out of the name", () => {
  expect(ownHosts(80)).toEqual(["127.0.0.1:80", "localhost:80", "127.0.0.1", "localhost"]);
  expect(ownHosts(8080)).toEqual(["127.0.0.1:8080", "localhost:8080"]);
});

test("it listens on this machine's own address", () => {
  expect(site.url).toBe(`http://127.0.0.1:${site.port}/`);
});

test.each([
  [["--port", "0"], '--port: "0" is no port; accepted: a whole number from 1 to 65535'],
  [["--port", "http"], '--port: "http" is no port'],
  [["--port", "70000"], '--port: "70000" is no port'],
  [["--form", "antisymetric"], '--form: "antisymetric" is not a form; accepted: box-over-ramp'],
  [["--device", "eis"], '--device: "eis" is not a device; accepted: eis-ysz14'],
  [["--device", "/nowhere/mine.yaml"], "there is no device file"],
])("explore %s is refused in words", async (args, words) => {
  const { code, err, out } = await spikion("explore", "--no-open", ...args);
  expect(err).toContain(words);
  expect(code).toBe(2);
  expect(out).toBe("");
});

test("a taken port and pages that are not built are said", async () => {
  await expect(serveSite(site.port, { link: "" }, pages)).rejects.toThrow(
    `--port: ${site.port} is taken; accepted: a free port`,
  );
  await expect(serveSite(0, { link: "" }, folder)).rejects.toThrow("has no pages; npm run build makes them");
});
