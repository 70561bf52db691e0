/** `spikion list [family]`: the parts that a config can name, with their numbers. */
import { command, type Done, print } from "../command.js";
import { EXIT, UsageError } from "../errors.js";

interface Options {
  family: string | undefined;
  json: boolean;
}

export const list = (done: Done) =>
  command<Options>({
    command: "list [family]",
    describe:
      "list the parts that a config can name; of one family (or part) with every number and its source",
    builder: (args) =>
      args
        .positional("family", { type: "string", describe: "parts, or one family or name of them" })
        .option("json", { type: "boolean", default: false, describe: "print them as one line on stdout" }),
    handler: async ({ family, json }) => {
      const { familyNames, parts } = await import("../../parts.js");
      const { didYouMean } = await import("../../config/suggest.js");
      const all = family === undefined || family === "parts";
      const chosen = all ? parts : parts.filter((p) => p.kind === family || p.name === family);
      if (chosen.length === 0) {
        const known = ["parts", ...familyNames, ...parts.map((p) => p.name)];
        throw new UsageError(
          `list: there are no "${family}"; accepted: parts, ${familyNames.join(", ")}, or a part's name${didYouMean(family ?? "", known)}`,
        );
      }
      if (json) await print(`${JSON.stringify(chosen)}\n`);
      else await print(await text(chosen, !all));
      done(EXIT.done);
    },
  });

async function text(parts: readonly import("../../parts.js").Part[], withParams: boolean): Promise<string> {
  const { formatQuantity } = await import("../../core/units.js");
  const { isNamed, writtenValue } = await import("../../core/params.js");
  const lines: string[] = [];
  let kind = "";
  for (const part of parts) {
    if (part.kind !== kind) lines.push(`${lines.length > 0 ? "\n" : ""}${part.kind}`);
    kind = part.kind;
    lines.push(`  ${part.name.padEnd(22)} ${part.doc}`);
    if (!withParams) continue;
    if (part.source !== undefined) lines.push(`    source: ${part.source}`);
    for (const [name, p] of Object.entries(part.params))
      lines.push(
        `    ${name.padEnd(14)} ${(isNamed(p) ? String(writtenValue(p, p.default)) : formatQuantity(p.default, p.unit)).padEnd(10)} ${p.doc} [${p.source}]`,
      );
  }
  return `${lines.join("\n")}\n`;
}
