/**
 * Runs commands of the pages one after the other, as a reader would, but in one process, which loads the program once:
 * `node session.mjs MAIN`, where MAIN is dist/cli/command-line.js. A step, as JSON on each line of the input, is
 * `{"folder", "words"}`; its answer, as JSON on a line of the output, is `{"code", "text"}`.
 */
import { copyFileSync, cpSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { commandLine } = await import(pathToFileURL(process.argv[2]).href);
const answer = process.stdout.write.bind(process.stdout);
let text = "";
for (const stream of [process.stdout, process.stderr])
  stream.write = (chunk, ...rest) => {
    text += chunk;
    rest.find((argument) => typeof argument === "function")?.();
    return true;
  };

for await (const line of createInterface({ input: process.stdin })) {
  const { folder, words } = JSON.parse(line);
  process.chdir(folder);
  text = "";
  let code = 0;
  const [command, ...rest] = words;
  if (command === "npx" && rest[0] === "spikion") code = await commandLine(rest.slice(1));
  else if (command === "cp" && rest[0] === "-r")
    cpSync(rest[1], join(rest[2], basename(rest[1])), { recursive: true });
  else if (command === "cp") copyFileSync(rest[0], rest[1] === "." ? basename(rest[0]) : rest[1]);
  else [code, text] = [127, `${command}: pages run npx spikion and cp alone`];
  answer(`${JSON.stringify({ code, text })}\n`);
}
