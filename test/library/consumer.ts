/** The built package as somebody has it who installed it: in a folder of theirs, by its name. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { packageRoot } from "../../src/node/disk.js";

/** A folder in which "spikion" is installed, holding the files given; it goes away with the test. */
export function consumer(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "spikion-consumer-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules", "@types"), { recursive: true });
  symlinkSync(packageRoot, join(folder, "node_modules", "spikion"));
  symlinkSync(
    join(packageRoot, "node_modules", "@types", "node"),
    join(folder, "node_modules", "@types", "node"),
  );
  for (const [name, text] of Object.entries({ "package.json": '{"type": "module"}', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
