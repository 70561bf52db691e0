/** Runs every figure of the paper and writes docs/paper.md and docs/paper/*.svg from the results. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { loadExperiment } from "../dist/node/config.js";
import { replaceFile } from "../dist/node/replace.js";
import { runExperiment } from "../dist/node/run.js";
import { panelsSvg } from "../dist/report/plots/panels.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const experiments = join(root, "experiments", "papers");
const docs = join(root, "docs");
const facts = parse(readFileSync(join(docs, "paper-facts.yaml"), "utf8"));

const names = readdirSync(experiments)
  .filter((f) => /^huang-2025-.*\.yaml$/.test(f))
  .sort();
mkdirSync(join(docs, "paper"), { recursive: true });
const runs = [];
for (const name of names) {
  const started = performance.now();
  const { spec, document } = await loadExperiment(join(experiments, name));
  const result = await runExperiment(spec);
  const id = basename(name, ".yaml").replace("huang-2025-", "");
  await replaceFile(join(docs, "paper", `${id}.svg`), await panelsSvg(result.metrics.title, result.panels));
  runs.push({ id, name, document, result });
  console.error(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

const checks = runs.flatMap(({ id, result }) => result.metrics.checks.map((c) => ({ ...c, id })));
const unknown = checks.filter((c) => !(c.fact in facts));
if (unknown.length > 0) throw new Error(`no statement ${unknown[0].fact} in docs/paper-facts.yaml`);

/** A statement that several figures decide by the same kind of number has a line each. */
const rows = Object.entries(facts).map(([fact, { says, verdict, why, by }]) => {
  const own = checks.filter((c) => c.fact === fact);
  if (verdict === "run" && own.length === 0)
    throw new Error(`${fact} is to be decided by a run, and none has a check of it`);
  const broken = own.filter((c) => !c.holds);
  const final = verdict !== "run" ? verdict : broken.length > 0 ? "not reproduced" : "reproduced";
  return { fact, says, why, own, final, shown: by === "construction" ? `${final} (by construction)` : final };
});
const order = ["reproduced", "not reproduced", "data", "assumption", "not reproducible"];
const count = (verdict) => rows.filter((r) => r.final === verdict).length;
const built = rows.filter((r) => r.shown !== r.final).map((r) => r.fact);
const cell = (text) => String(text).replaceAll("|", "\\|");
const link = ({ id }) => `[${id}](paper/${id}.svg)`;

const table = rows.map(({ fact, says, why, own, shown }) => {
  const ours = own.map((c) => `${c.number} = ${c.ours}${c.holds ? "" : " (**does not hold**)"}`);
  const how = own.map((c) => `${link(c)}: ${c.how}`);
  return `| ${fact} | ${cell(says)} | ${cell(ours.join("<br>")) || "–"} | ${cell([...how, ...(why ? [why] : [])].join("<br>"))} | ${shown} |`;
});

const text = `# The paper, figure by figure

Huang et al., *Adv. Mater.* 2025, 10.1002/adma.202418484. Written by \`npm run paper\` from the runs of
\`experiments/papers/huang-2025-*.yaml\` and from \`docs/paper-facts.yaml\`; not to be edited by hand.

Of ${rows.length} statements: ${order
  .filter((v) => count(v) > 0)
  .map((v) => `${count(v)} ${v}`)
  .join(", ")}. *Reproduced* means that a number
of a run lies within the bounds that the experiment's file gives; ${built.length} of those (${built.join(", ")}) hold by construction: the
number was put in, fitted, or is the way it is computed.
*Data* is carried. *Assumption*: the text is silent or ambiguous, and what was assumed is said.

What all of it rests on: the paper's text gives ratios of rates, time scales, peak voltages and energies, but no
waveform knots and no absolute rates. The knots are reconstructions, and 5 nS/s at 2 V is assumed: shapes, signs and
ratios are results, nanosiemens are not.

## Figures

${runs
  .map(
    ({ id, name, document, result }) => `### ${result.metrics.title}

${document.question.trim()} \`npx spikion run experiments/papers/${name}\`

![${result.metrics.title}](paper/${id}.svg)

${result.notes.map((n) => `- ${n}`).join("\n")}
${result.tables.map(markdownTable).join("")}`,
  )
  .join("\n")}
## Statements

| id | paper | ours | how | verdict |
|---|---|---|---|---|
${table.join("\n")}
`;

function markdownTable({ title, header, rows: lines }) {
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
  return `\n${title}:\n\n${line(header)}\n|${header.map(() => "---|").join("")}\n${lines.map(line).join("\n")}\n`;
}

await replaceFile(join(docs, "paper.md"), text);
console.error(order.map((v) => `${v}: ${count(v)}`).join(", "));
const broken = rows.filter((r) => r.final === "not reproduced").map((r) => r.fact);
if (broken.length > 0) console.error(`not reproduced: ${broken.join(", ")}`);
