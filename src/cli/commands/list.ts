/** `spikion list [family]`: what a config or a command can name: parts with their numbers, experiments, data sets, networks. */
import { command, type Done, print } from "../command.js";
import { EXIT, UsageError } from "../errors.js";

interface Options {
  family: string | undefined;
  json: boolean;
}

/** Files that are known by name, beside the families of parts. */
const FILES = ["experiments", "datasets", "networks"] as const;

export const list = (done: Done) =>
  command<Options>({
    command: "list [family]",
    describe: "list experiments, data sets, networks, or parts of a config with every number and its source",
    examples: [
      ["spikion list experiments", "those that come with spikion, to run by name"],
      ["spikion list devices", "every number of every device, with its source"],
      ["spikion list lif-cond", "one part alone"],
    ],
    builder: (args) =>
      args
        .positional("family", {
          type: "string",
          describe: "experiments, datasets, networks, parts, or one family or name of parts",
        })
        .option("json", { type: "boolean", default: false, describe: "print them as one line on stdout" }),
    handler: async ({ family, json }) => {
      const file = FILES.find((name) => name === family);
      await print(file ? await namedFiles(file, json) : await namedParts(family, json));
      done(EXIT.done);
    },
  });

async function namedFiles(family: (typeof FILES)[number], json: boolean): Promise<string> {
  const { described, namedDocuments, packagedExperiments } = await import("../../node/experiments.js");
  if (family === "experiments") {
    const all = packagedExperiments().map(described);
    if (json) return `${JSON.stringify(all.map(({ file: _, ...experiment }) => experiment))}\n`;
    return await entries(
      all.map(({ name, kind, runtime, sweep, question }) => ({
        name,
        about: [kind, ...(sweep ? ["a sweep: spikion sweep"] : []), runtime].join("; "),
        doc: question,
      })),
    );
  }
  const documents = namedDocuments(family);
  if (json) return `${JSON.stringify(documents)}\n`;
  return await entries(documents.map(({ name, doc }) => ({ name, about: "", doc })));
}

/** A name with what it is, and below that what it is for. */
async function entries(
  all: readonly { readonly name: string; readonly about: string; readonly doc: string }[],
): Promise<string> {
  const { lineWidth, styled, wrapped } = await import("../terminal.js");
  const width = lineWidth();
  return all
    .map(({ name, about, doc }) => {
      const head = `${styled(name, "bold")}${about === "" ? "" : `  ${styled(about, "dim")}`}`;
      return `${head}\n${doc === "" ? "" : `${wrapped(doc, width, "  ")}\n`}`;
    })
    .join("");
}

async function namedParts(family: string | undefined, json: boolean): Promise<string> {
  const { familyNames, parts } = await import("../../parts.js");
  const { didYouMean } = await import("../../config/suggest.js");
  const all = family === undefined || family === "parts";
  const chosen = all ? parts : parts.filter((p) => p.kind === family || p.name === family);
  if (chosen.length === 0) {
    const known = ["parts", ...FILES, ...familyNames, ...parts.map((p) => p.name)];
    throw new UsageError(
      `list: there are no "${family}"; accepted: parts, ${[...FILES, ...familyNames].join(", ")}, or a part's name${didYouMean(family ?? "", known)}`,
    );
  }
  if (json) return `${JSON.stringify(chosen)}\n`;
  const more = family === undefined ? `\nalso: spikion list ${FILES.join(", spikion list ")}\n` : "";
  return `${await text(chosen, !all)}${more}`;
}

async function text(parts: readonly import("../../parts.js").Part[], withParams: boolean): Promise<string> {
  const { formatQuantity } = await import("../../core/units.js");
  const { isNamed, writtenValue } = await import("../../core/params.js");
  const { pairLines } = await import("../terminal.js");
  let out = "";
  let kind = "";
  for (const part of parts) {
    if (part.kind !== kind) out += `${out === "" ? "" : "\n"}${part.kind}\n`;
    kind = part.kind;
    out += pairLines([[`  ${part.name}`, part.doc]], 24);
    if (!withParams) continue;
    if (part.source !== undefined) out += pairLines([["    source:", part.source]], 11);
    for (const [name, p] of Object.entries(part.params)) {
      const value = isNamed(p) ? String(writtenValue(p, p.default)) : formatQuantity(p.default, p.unit);
      out += pairLines([[`    ${name.padEnd(14)} ${value}`, `${p.doc} [${p.source}]`]], 29);
    }
  }
  return out;
}
