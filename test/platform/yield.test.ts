import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";

test.each([1, 2, 3])("a program that has given way %d times ends when it is done", (times) => {
  const module = pathToFileURL(join(packageRoot, "dist", "platform", "yield.js")).href;
  const program = `import { yieldToEvents } from ${JSON.stringify(module)};
    for (let k = 0; k < ${times}; k++) await yieldToEvents();
    console.log("done");`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", program], { timeout: 500_000 });
  expect(String(out)).toBe("done\n");
});
