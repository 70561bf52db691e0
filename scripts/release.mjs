/**
 * Publishes the package: `npm run release` says what is missing and what would be published, `npm run release -- --publish`
 * publishes it. Nothing is published from a working tree with changes, or whose version has no section in CHANGELOG.md, no tag,
 * or has failed a test. Exit code 1 where something is missing.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const publish = process.argv.includes("--publish");
const { name, version, repository } = JSON.parse(readFileSync("package.json", "utf8"));
const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();
const missing = [];

if (git("status", "--porcelain") !== "") missing.push("the working tree has changes: commit them");
if (!new RegExp(`^## ${version.replaceAll(".", "\\.")}( |$)`, "m").test(readFileSync("CHANGELOG.md", "utf8")))
  missing.push(`CHANGELOG.md has no section "## ${version}"`);
if (git("tag", "--points-at", "HEAD", `v${version}`) === "")
  missing.push(`this commit has no tag v${version}: git tag -s v${version}`);
// npm states on the package's page from which commit of which repository it was built; it must know which.
if (repository === undefined)
  missing.push('package.json has no "repository": provenance cannot be stated without it');

if (publish && missing.length === 0) {
  const run = (command, ...args) => spawnSync(command, args, { stdio: "inherit" }).status === 0;
  if (!run("npm", "ci") || !run("npm", "test")) missing.push("the tests failed");
}
const [, { filename, size, unpackedSize, entryCount }] = Object.entries(
  JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { encoding: "utf8" })),
)[0];
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
console.log(`${filename}: ${entryCount} files, ${megabytes(size)}, unpacked ${megabytes(unpackedSize)}`);
for (const line of missing) console.log(`missing: ${line}`);
if (missing.length > 0) process.exitCode = 1;
else if (publish) spawnSync("npm", ["publish", "--provenance", "--access", "public"], { stdio: "inherit" });
else
  console.log(
    `${name} ${version} can be published: npm run release -- --publish, in a CI job with an identity token`,
  );
