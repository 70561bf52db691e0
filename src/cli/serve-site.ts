/** Serves the built pages on this machine: files that are known beforehand, to pages of this address, and nothing else. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DIGIT_FILES, type DigitFile, idxFiles } from "../explore/digits.js";
import { openDataset } from "../node/config.js";
import { packageRoot } from "../node/disk.js";
import { UsageError } from "./errors.js";
import { refuse, type Site, send, serveLocally, typeOf } from "./local-server.js";

/** As the page itself says; a worker is ruled by what comes with it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * @param port  0 for any that is free
 * @param start  what start.json says
 * @throws UsageError where the pages are not built, or the port is taken
 */
export async function serveSite(
  port: number,
  start: { readonly link: string },
  folder = join(packageRoot, "dist", "site"),
): Promise<Site> {
  const files = pagesIn(folder, "explore");
  files.set("start.json", Buffer.from(JSON.stringify(start)));
  return await serveLocally(port, "explore", (request, response) => {
    const { method = "", url = "" } = request;
    const name = url.split("?")[0]!.slice(1) || "index.html";
    if (isDigits(name) && !files.has(name)) addDigits(files);
    const bytes = files.get(name);
    if (method !== "GET" && method !== "HEAD") refuse(response, 405, "accepted: GET and HEAD");
    else if (bytes === undefined) refuse(response, 404, "there is no such file");
    else send(request, response, typeOf(name), bytes, POLICY);
  });
}

const isDigits = (name: string): name is DigitFile => (Object.values(DIGIT_FILES) as string[]).includes(name);

/** The installed package has the digits once, in the package `mnist`, and not a second time beside its pages. */
function addDigits(files: Map<string, Buffer>): void {
  for (const [name, bytes] of Object.entries(idxFiles(openDataset("mnist-10k"))))
    files.set(name, gzipSync(bytes, { level: 1 }));
}

/**
 * Built pages by name, read once: pages that are built anew, or removed, while a server runs change nothing.
 * @throws UsageError where there are none
 */
export function pagesIn(folder: string, command: string): Map<string, Buffer> {
  if (!existsSync(join(folder, "index.html")))
    throw new UsageError(`${command}: ${folder} has no pages; npm run build makes them`);
  return new Map(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name))] as const),
  );
}
