/**
 * What the project rests on: `npm audit`, licences of all packages that are installed, and whether the lock file gives
 * the same tree twice. Exit code 1 for a known vulnerability, an unknown licence, or two trees that differ.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LICENCES =
  /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|MPL-2\.0|Python-2\.0)$/;
/** Packages whose licence is a file of their own, which was read: NIST's, and HDF5's, of BSD style. */
const READ = new Set(["node_modules/h5wasm"]);
let bad = 0;

const audit = spawnSync("npm", ["audit", "--json"], { encoding: "utf8" });
const { vulnerabilities } = JSON.parse(audit.stdout).metadata ?? {};
console.log(`npm audit: ${vulnerabilities ? JSON.stringify(vulnerabilities) : "no answer"}`);
if (!vulnerabilities || vulnerabilities.total > 0) bad++;

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const counts = new Map();
for (const [path, { version, license, integrity, link }] of Object.entries(packages)) {
  if (path === "" || link) continue;
  const words = String(license ?? "unknown");
  const known =
    READ.has(path) ||
    words
      .replace(/[()]/g, "")
      .split(/ OR | AND /)
      .every((word) => LICENCES.test(word));
  counts.set(words, (counts.get(words) ?? 0) + 1);
  if (!known) {
    bad++;
    console.log(`licence to look at: ${path} ${version}: ${words}`);
  }
  if (!integrity) {
    bad++;
    console.log(`no checksum in the lock file: ${path} ${version}`);
  }
}
console.log(`licences: ${[...counts].map(([name, n]) => `${name} ${n}`).join(", ")}`);

/** sha256 over names and contents of all files that `npm ci` installs. */
function tree() {
  const folder = mkdtempSync(join(tmpdir(), "spikion-ci-"));
  for (const file of ["package.json", "package-lock.json"]) cpSync(file, join(folder, file));
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: "ignore",
  });
  const hash = createHash("sha256");
  const root = join(folder, "node_modules");
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }).sort((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  ))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  rmSync(folder, { recursive: true });
  return hash.digest("hex");
}
const [first, second] = [tree(), tree()];
console.log(`npm ci twice: ${first === second ? "the same tree" : "different trees"}, sha256 ${first}`);
if (first !== second) bad++;
process.exitCode = bad === 0 ? 0 : 1;
