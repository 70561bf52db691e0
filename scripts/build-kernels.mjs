/** Compiles `assembly/` and writes it as text into a module, which Node, workers and browsers import alike. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
await build("index.ts", "src/engine/wasm/binary.ts");
await build("network/index.ts", "src/engine/compiled/binary.ts");

async function build(entry, module) {
  const target = join(root, module);
  let bytes;
  const { error, stderr } = await asc.main(
    [
      join("assembly", entry),
      "--config",
      join("assembly", "asconfig.json"),
      ...process.argv.slice(2),
      "--outFile",
      "kernels.wasm",
    ],
    {
      readFile: (name, base) => {
        try {
          return readFileSync(join(base, name), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (_name, content) => {
        bytes = content;
      },
    },
  );
  // Vectors pass between functions of the kernel only, never to the host.
  const told = stderr
    .toString()
    .split(/\n(?=WARNING|ERROR)/)
    .filter((text) => !text.includes("AS112"));
  if (told.join("").trim()) console.error(told.join("\n"));
  if (error) throw error;
  const text = `/** Made by scripts/build-kernels.mjs from assembly/. */\nexport const binary: string =\n  "${Buffer.from(bytes).toString("hex")}";\n`;
  let before = "";
  try {
    before = readFileSync(target, "utf8");
  } catch {}
  if (text !== before) writeFileSync(target, text);
}
