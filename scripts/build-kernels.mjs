/** Compiles `assembly/` and writes it as text into a module, which Node, workers and browsers import alike. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
// Threads share a memory of which the largest size is known; a program that has one thread gives one that is not shared.
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
      "--enable",
      "threads",
      "--maximumMemory",
      "65536",
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
  const place = memoryFlag(bytes);
  const text = `/** Made by scripts/build-kernels.mjs from assembly/. */\nexport const binary: string =\n  "${Buffer.from(bytes).toString("hex")}";\n${place}`;
  let before = "";
  try {
    before = readFileSync(target, "utf8");
  } catch {}
  if (text !== before) writeFileSync(target, text);
}

/** Where the module says whether its memory is shared, if it is one of which the largest size is known. */
function memoryFlag(bytes) {
  const imported = Buffer.from("\x03env\x06memory\x02");
  const at = Buffer.from(bytes).indexOf(imported) + imported.length;
  if (bytes[at] !== 1) return "";
  return `/** Position of the byte that is 1 for a memory of its own and 3 for one that threads share. */\nexport const memoryFlag = ${at};\n`;
}
