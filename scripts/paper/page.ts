/** docs/paper.md, from the runs of every figure and from docs/paper-facts.yaml. */
import type { FigureResult } from "../../src/experiment/kinds/figure/result.js";
import type { Condition } from "./conditions.js";
import { cells, counts, escaped, type Statement, survival } from "./statements.js";
import { DESIGNED, EARLIER, HEADER, row } from "./waveforms.js";

export interface FigureRun {
  /** "fig3". */
  readonly id: string;
  /** Name of the experiment's file. */
  readonly name: string;
  readonly question: string;
  readonly result: FigureResult;
}

export function page(
  runs: readonly FigureRun[],
  all: readonly Statement[],
  conditions: readonly Condition[],
): string {
  return `# The paper, figure by figure

Huang et al., *Adv. Mater.* 2025, 10.1002/adma.202418484. Written by \`npm run paper\` from the runs of
\`experiments/papers/huang-2025-*.yaml\` and from \`docs/paper-facts.yaml\`; not to be edited by hand
(\`npm run paper -- --check\` says whether it is what the program gives).

Of ${all.length} statements: ${counts(all)}.

| verdict | meaning |
|---|---|
| reproduced | numbers of runs lie within the bounds that the experiments' files give |
| holds under a stated assumption | so they do, and something that the text does not say was assumed for it: what, is said |
| by construction | the number was put in, fitted, or is the way it is computed: nothing else could have come out |
| data | carried as a number, or a fact that no number here depends on |
| not reproducible | cannot be decided from the text, and why |

What all of it rests on: the paper's text gives ratios of rates, time scales, peak voltages and energies, but no
waveform knots and no absolute rates. The knots are reconstructions, and 5 nS/s at 2 V is assumed: shapes, signs and
ratios are results, nanosiemens are not. That a set of voltages makes a form of STDP on such a device is what is
reproduced; that the paper's voltages were these is not claimed.

## Does it still hold?

Three of our assumptions, each replaced, and the amplitudes solved anew (\`spikion stdp --compensate\`):

| column | what is changed | statements with a number that hold | that do not |
|---|---|---|---|
${conditions
  .map(({ name, doc }, k) => {
    const { holds, of, lost } = survival(all, k);
    return `| ${name} | ${escaped(doc)} | ${holds} of ${of} | ${lost.join(", ") || "none"} |`;
  })
  .join("\n")}

With V_pre and V_post designed anew for the condition (V_oc or slower extraction) instead of amplitudes alone, nine of nine designs for figures 4 and 7 are within 0.7 to 2.7 % rms of
the wanted curve and leave less than 1 % alone, but 0 of the 6 statements on their oddness or evenness (F-38, F-40, F-41, F-48 to F-50) holds again at 1 %:
only mirror images on a symmetric device do ([design.md](design.md#under-other-conditions)).

## Waveforms: what the paper states, what is ours

| | of figures 3, 4 and 7a to c |
|---|---|
| the paper states | lengths (100 ms, µs and ns scales; 160 ns in Table 1), the highest voltage (6.5 V, 10 V, 10 V), and of the curves: largest near Δt = 0 and decaying, a large peak at ±20 ms, little at ±160 ms; the four forms; that one spike alone changes little |
| ours | every knot: found by \`spikion design\` for exactly that, from \`docs/designs/huang-2025-*.yaml\`; the decay (35 of 160), the dead zone (10) and which sign of the symmetric form is central; forms other than the antisymmetric one on the faster scales |

Times are in ms, µs or ns; changes relative to the largest. Where a pair moves far more up and down than it leaves, large
changes cancel each other, and the curve depends on the device the more.

${waveformTable(DESIGNED)}
The earlier reconstructions, which figures 5, 6, 7d, the third signal and Table 1 are made of: the antisymmetric ones have
nothing within ±10, and their peak at 14 to 16, so that they do not do what is said of fig. 3. What fig. 5d is held to,
even and negative at Δt = 0 for α_post = −1, the waveforms of fig. 3 do too.

${waveformTable(EARLIER)}
## Figures

${runs.map(section).join("\n")}
## Statements

| id | paper | ours | how | verdict | ${conditions.map((c) => c.name).join(" | ")} |
|---|---|---|---|---|${conditions.map(() => "---|").join("")}
${all.map((s) => `| ${cells(s).join(" | ")} |`).join("\n")}
`;
}

function waveformTable(names: typeof EARLIER): string {
  const line = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  return `${line(HEADER)}\n|${HEADER.map(() => "---|").join("")}\n${names.map((name) => line(row(name))).join("\n")}\n`;
}

function section({ id, name, question, result }: FigureRun): string {
  const { title } = result.metrics;
  return `### ${title}

${question} \`npx spikion run experiments/papers/${name}\`

![${title}](paper/${id}.svg)

${result.notes.map((n) => `- ${n}`).join("\n")}
${result.tables.map(table).join("")}`;
}

function table({ title, header, rows }: FigureResult["tables"][number]): string {
  const line = (texts: readonly string[]) => `| ${texts.map(escaped).join(" | ")} |`;
  return `\n${title}:\n\n${line(header)}\n|${header.map(() => "---|").join("")}\n${rows.map(line).join("\n")}\n`;
}
