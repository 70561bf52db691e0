/** What is published: its files, its size, what it needs, and who can load it. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/disk.js";
import { consumer } from "./consumer.js";

const text = (path: string) => readFileSync(join(packageRoot, path), "utf8");
const manifest = JSON.parse(text("package.json")) as {
  version: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
};

/** What npm says of the package that it would make. */
function packed(): { size: number; unpackedSize: number; files: { path: string; size: number }[] } {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: packageRoot,
    encoding: "utf8",
  });
  const [one] = Object.values(JSON.parse(stdout) as Record<string, ReturnType<typeof packed>>);
  return one!;
}

test("the package has what its users need and nothing else, in a few megabytes", () => {
  const { files, size, unpackedSize } = packed();
  const paths = files.map(({ path }) => path);
  const has = (pattern: RegExp) => paths.filter((path) => pattern.test(path));
  for (const path of ["README.md", "CHANGELOG.md", "LICENSE", "dist/cli/main.js", "dist/index.d.ts"])
    expect(paths).toContain(path);
  expect(
    has(/^experiments\/quickstart\.yaml$|^networks\/winner-take-all\.yaml$|^datasets\/mnist\.yaml$/),
  ).toHaveLength(3);
  // Sources, specifications, maps, and pictures that another package has.
  expect(
    has(/^(src|test|scripts|bench|assembly|site|node_modules)\/|\.map$|\.test\.|digits-.*\.bin$|\.tgz$/),
  ).toEqual([]);
  // Whoever imports a file finds its types, but in pages, which nobody imports.
  const modules = has(/^dist\/(?!site\/|ui\/).*\.js$/);
  expect(modules.filter((path) => !paths.includes(path.replace(/\.js$/, ".d.ts")))).toEqual([]);
  console.log(
    `${paths.length} files, ${(size / 1e6).toFixed(2)} MB, unpacked ${(unpackedSize / 1e6).toFixed(2)} MB`,
  );
  // Some 1.3 times what was measured.
  expect(size).toBeLessThan(3e6);
});

test("every dependency is used, and everything that is used is a dependency", () => {
  const used = new Set<string>();
  const nameOf = (path: string) =>
    path
      .split("/")
      .slice(0, path.startsWith("@") ? 2 : 1)
      .join("/");
  for (const entry of readdirSync(join(packageRoot, "src"), { recursive: true, encoding: "utf8" }))
    if (entry.endsWith(".ts"))
      for (const [, path] of text(join("src", entry)).matchAll(
        /(?:from|import\(|^import)\s*"([@a-z][^":]*)"/gm,
      ))
        used.add(nameOf(path!));
  // Pictures come in packages that manifests of data sets name.
  for (const name of readdirSync(join(packageRoot, "datasets")))
    for (const [, name_] of text(join("datasets", name)).matchAll(/^package: ["']?([\w@/-]+)/gm))
      used.add(name_!);
  for (const page of ["package-texts"]) used.delete(page);
  const { dependencies, peerDependencies } = manifest;
  for (const name of Object.keys(dependencies)) expect([...used], name).toContain(name);
  expect([...used].filter((name) => !(name in dependencies) && !(name in peerDependencies))).toEqual([]);
});

test("versions are exact, so that an installed program computes with what was tested", () => {
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});

test("package and lock file agree on the version", () => {
  const lock = JSON.parse(text("package-lock.json")) as {
    version: string;
    packages: { "": { version: string } };
  };
  expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect([lock.version, lock.packages[""].version]).toEqual([manifest.version, manifest.version]);
});

test("a CommonJS program may require it", () => {
  const folder = consumer({
    "package.json": "{}",
    "main.cjs": `
      const { stdpWindow, Engine } = require("spikion");
      const core = require("spikion/core");
      console.log(typeof stdpWindow, typeof Engine, core.stdpWindow === stdpWindow, require("spikion/package.json").name);`,
  });
  const { stdout, status } = spawnSync(process.execPath, ["main.cjs"], { cwd: folder, encoding: "utf8" });
  expect({ stdout, status }).toEqual({ stdout: "function function true spikion\n", status: 0 });
});

const PAGE = `import { devices, stdpWindow, forms } from "spikion/core";
const { pre, post } = forms.antisymmetric;
const deltaT = Float64Array.of(20e-3);
console.log(stdpWindow({ rate: devices["eis-ysz14"].create({}).rate, pre, post, deltaT })[0]);`;

/** What a bundle prints, run by Node. */
function printed(bundle: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", bundle], {
    encoding: "utf8",
  });
  return stdout + stderr;
}

test("a page bundled by Vite computes what one bundled by esbuild does", async () => {
  const folder = consumer({ "main.js": PAGE });
  const made = await vite({
    root: folder,
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib: { entry: join(folder, "main.js"), formats: ["es"] } },
  });
  const output = (Array.isArray(made) ? made[0]! : made) as { output: readonly { code?: string }[] };
  const byVite = printed(output.output[0]!.code!);
  const { outputFiles } = await esbuild({
    entryPoints: [join(folder, "main.js")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
  });
  expect(Number(byVite)).toBeGreaterThan(20e-9);
  expect(printed(outputFiles[0]!.text)).toBe(byVite);
});

test("every entry that package.json names is there", () => {
  for (const [name, target] of Object.entries(manifest.exports)) {
    const paths = typeof target === "string" ? [target] : Object.values(target);
    for (const path of paths) if (!name.includes("*")) expect(() => text(path), name).not.toThrow();
  }
});
