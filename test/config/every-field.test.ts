/**
 * Every field of every kind is set to something other than it was, and must be seen in the specification: with its SI
 * value, in the place that bears its name. Fields and what they accept come from their declarations; a field that nothing
 * reads, or that is read into another's place, cannot hide.
 */
import { expect, test, vi } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { type Leaf, leavesOf } from "../../src/config/fields/leaves.js";
import { experimentSchema, kinds } from "../../src/config/kinds.js";
import { inWords } from "../../src/config/messages.js";
import { builtIn } from "../../src/config/parts.js";
import { ProblemList } from "../../src/config/specs/problems.js";
import { openExperiment } from "../../src/node/config.js";
import { disk } from "../../src/node/disk.js";
import { bases } from "./bases.js";
import { candidates, numberIn } from "./candidates.js";
import { changes, type Flat, flat } from "./flat.js";

// What is made of numbers keeps them to itself: these say what they were given.
vi.mock("../../src/crossbar/eis.js", async (original) => {
  const real = await original<typeof import("../../src/crossbar/eis.js")>();
  return { ...real, eisSynapse: telling(real.eisSynapse) };
});
vi.mock("../../src/learning/trace-stdp.js", async (original) => {
  const real = await original<typeof import("../../src/learning/trace-stdp.js")>();
  return { ...real, traceStdp: telling(real.traceStdp) };
});
vi.mock("../../src/core/encoder/times.js", async (original) => {
  const real = await original<typeof import("../../src/core/encoder/times.js")>();
  return { ...real, timesEncoder: telling(real.timesEncoder) };
});
vi.mock("../../src/core/encoder/events.js", async (original) => {
  const { eventsEncoder } = await original<typeof import("../../src/core/encoder/events.js")>();
  return {
    eventsEncoder: (from: number, pixels: number) => ({ ...eventsEncoder(from, pixels), given: { from } }),
  };
});
vi.mock("../../src/core/encoder/index.js", async (original) => {
  const real = await original<typeof import("../../src/core/encoder/index.js")>();
  const table = Object.fromEntries(
    Object.entries(real.encoders).map(([name, model]) => [
      name,
      { ...model, create: telling(model.create as (values: object) => object) },
    ]),
  );
  return { ...real, encoders: table, encoderFamily: { ...real.encoderFamily, table } };
});
// Its numbers are told beside it; whether its shape fits is not of interest here.
vi.mock("../../src/core/front/index.js", async (original) => ({
  ...(await original<typeof import("../../src/core/front/index.js")>()),
  chain: (_: unknown, shape: object) => ({ shape }),
}));
// Whatever the manifest, 60,000 pictures of 28 x 28 that nobody reads.
vi.mock("../../src/dataset/manifest.js", async (original) => ({
  ...(await original<typeof import("../../src/dataset/manifest.js")>()),
  loadDataset: (_: unknown, given: { reader: string }) => {
    const pictures = {
      count: 60_000,
      rows: 28,
      cols: 28,
      pixels: new Uint8Array(),
      labels: new Uint8Array(),
    };
    const set = given.reader === "events" ? { ...pictures, events: {} } : pictures;
    return { name: "pictures", classes: 10, classNames: [], train: set, test: set, hash: "", given };
  },
}));

function telling<G extends object, T extends object>(make: (given: G) => T): (given: G) => T {
  return (given) => ({ ...make(given), given });
}

type Document = Readonly<Record<string, unknown>>;

/** The specification that a complete document makes. @throws ConfigError */
function specOf(document: Document): Flat {
  const parsed = experimentSchema(builtIn, document).safeParse(document, inWords);
  if (!parsed.success) throw new ConfigError("x", []);
  const data = parsed.data as Document;
  const problems = new ProblemList(new Map(), data);
  const spec = kinds[data.kind as string]!.build(data, { data: disk, files: disk, parts: builtIn, problems });
  problems.raise("x");
  return flat(spec);
}

/** The document with another value at a path. */
function withAt(document: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(document))
    return document.map((item, k) => (String(k) === key ? withAt(item, rest, value) : item));
  const map = document as Document;
  return { ...map, [key]: withAt(map[key], rest, value) };
}

/** Names that the document's author gave, and those of receptors. */
function namesIn(document: Document): string[] {
  const {
    populations = {},
    projections = {},
    signals = {},
  } = (document.network ?? {}) as Record<string, object>;
  const synapses = Object.values(projections).flatMap((p: { readonly synapses: object }) =>
    Object.keys(p.synapses),
  );
  const maps = [populations, projections, signals].flatMap((map) => Object.keys(map));
  return [...new Set(["excitatory", "inhibitory", ...maps, ...synapses])];
}

/** Declarations that several kinds share, with the code that reads them: seen once is enough. */
const SHARED: readonly (readonly [RegExp, string])[] = [
  [/^.*device\.rate(?=\()/, "device.rate"],
  [/^.*params\.beta\.(?=plus|minus)/, "params.beta."],
  [/^.*params\.stateFactor\./, "params.stateFactor."],
  [/^.*waveforms\.(?=pre|post)/, "waveforms."],
  [/^.*\.drive\.poisson\./, "drive.poisson."],
  [/^.*populations\.\*\([\w-]+\)\.current(?=\.|$)/, "current"],
  [/^.*synapses\.\*\([\w-]+\)\.init\.(?=uniform|lognormal|mean|sd|min|max)/, "init."],
  [/^\w+ network\./, "network."],
  [/^classify front\.\*/, "classify front"],
  [/^\w+ (encoder|sources\.\*)(?=\()/, "encoder"],
  [/^figure \(\w+\)\.checks\./, "checks."],
];

/** Fields that change no number here, and why. */
const WITHOUT_EFFECT: readonly (readonly [RegExp, string])[] = [
  [/ (\(\w+\)\.)?(name|question|source|expected|runtime)$/, "texts about the experiment"],
  [/^network\.description$/, "a text about the network"],
  [/^encoder\(file\)\./, "spikes of a file, which poisson-drive.test.ts has"],
  [/^classify front\(learned-fields\)\./, "a first layer of a file, which learned-fields-file.test.ts has"],
  [/\.(list|file|sha256|list\.multapses)$/, "files with numbers, which synapse-lists.test.ts has"],
  [/plots\.\*$/, "modules of the user's own, which modules.test.ts has"],
  [
    /device\.(name|doc|file|readNoise|draw|sources\.\w+)$/,
    "where numbers come from, which device-file.test.ts and draws.test.ts have",
  ],
  [/rule\.pool(\.|$)/, "numbers that sizes follow from, which rules.test.ts has"],
  [/params\.readVoltage$/, "states at which voltage the paper reads; no result depends on it"],
];

/** Where a field's value goes by another name. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/rule\.probability$/, "p"],
  [/rule\.fixed-(in|out)degree$/, "n"],
  [/rule\.distance$/, "radius"],
  [/rule\.(patch|pool)$/, "kernel"],
  [/size\.\*$/, "shape"],
  [/delay\.from$/, "delay"],
  [/delay\.to$/, "delayMax"],
  [/checkpoint\.every$/, "checkpoint"],
  [/schedule\.\*\.0$/, "at"],
  [/schedule\.\*\.1$/, "value"],
  [/device\.preset$/, "name"],
  [/params\.gMin\.\w+$/, "gMin"],
  [/params\.gMax\.\w+$/, "gMax"],
  [/params\.vOc\.d2d$/, "sigma"],
  [/params\.beta\.plus$/, "beta"],
  [/params\.beta\.minus$/, "betaMinus"],
  [/rate\(table\)\.file$/, "rateSource"],
  [/times\.\*\.\*$/, "given"],
  [/score\.trials$/, "window"],
  [/normalisation$/, "columnSum"],
  [/^waveforms\..*\.0$/, "t"],
  [/^waveforms\..*\.1$/, "v"],
];

/** Where a value is computed from the field's, and what then has to change. */
const COMPUTED: readonly (readonly [RegExp, RegExp])[] = [
  [/\.balance$/, /\.places$/],
  [/ sharing\.\*$/, /^sharing\./],
  [/params\.(width|length)$/, /device\.gM(in|ax)$/],
  [/\.(params|start)\.\w+\.\*$/, /\.own\./],
  [/\.start\.\w+$/, /\.start\./],
  [/\.uniform\.\*$/, /\.(from|to)$/],
  [/params\.vOc(\.mean)?$/, /rate\.vOc$/],
  [/params\.stateFactor\./, /device\.tables\./],
  [/device$/, /device\.name$/],
  [/device\.rate\(/, /device\.rate/],
  [/waveforms$/, /(pre|post)\.[tv]\./],
  [/readGain$/, /readGain$/],
  [/neuron$/, /neuron\.model\.doc$/],
  [/projections\.\*\.(synapse|rule)$/, /projections\.\d+\.(synapse|rule)/],
  [/(from|to|count)$/, /(lengths|deltaT)\.\d+$/],
  [/compensate$/, /curves\.\d+\.(pre|post)/],
  [/circuit\./, /circuit/],
];

const REWARD = { signal: "dopamine", delay: "10 ms", duration: "20 ms" };
/** What must change along with a field. */
const TOGETHER: Readonly<Record<string, Document>> = {
  "choice stimuli.count": {
    reward: { ...REWARD, contingency: [0, 1, 0, 1] },
  },
  "classify input": { plastic: "fromSecond" },
  "classify output": { plastic: "toThird" },
  "choice stimuli.source": {
    plastic: "fromOther",
    sources: { stimulus: { model: "poisson-rate", rate: "20 Hz" } },
  },
  "choice choice.population": { plastic: "toThird" },
};

const found = <T>(table: readonly (readonly [RegExp, T])[], pattern: string): T | undefined =>
  table.find(([fits]) => fits.test(pattern))?.[1];

const patternOf = (kind: string, { pattern }: Leaf): string => {
  const own = `${kind} ${pattern}`;
  const shared = SHARED.find(([fits]) => fits.test(own));
  return shared ? own.replace(shared[0], shared[1]) : own;
};

/** Whether a leaf is the word on which the fields beside it depend. */
const isCase = ({ pattern, path, document }: Leaf): boolean =>
  path.split(".").at(-1) === "kind" || pattern.endsWith(`(${String(document)}).${path.split(".").at(-1)}`);

interface Base {
  readonly name: string;
  readonly document: Document;
  readonly spec: Flat;
}
interface Place {
  readonly base: Base;
  readonly leaf: Leaf;
}
const places = new Map<string, Place[]>();
for (const [name, text] of Object.entries(bases)) {
  const { document } = await openExperiment(text, "x.yaml").complete();
  const base = { name, document, spec: specOf(document) };
  for (const leaf of leavesOf(kinds[document.kind]!.field, builtIn, document)) {
    const pattern = patternOf(document.kind, leaf);
    places.set(pattern, [...(places.get(pattern) ?? []), { base, leaf }]);
  }
}

/** Other values for a leaf: from its declaration, or another form that another experiment has in its place. */
function others(base: Base, leaf: Leaf): unknown[] {
  const own = candidates(leaf, namesIn(base.document));
  if (own.length > 0 || isCase(leaf)) return own.slice(0, 16);
  const path = leaf.path.split(".");
  const elsewhere = [...places.values()].flat().map(({ base }) => at(base.document, path));
  return [...new Map(elsewhere.map((v) => [JSON.stringify(v), v])).values()].filter(
    (v) => v !== undefined && typeof v !== typeof leaf.document,
  );
}

function at(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Document)[key] : undefined),
    document,
  );
}

/** Why a field that is set to something else cannot be seen; undefined where it can, in each form that it is written in. */
function hidden(pattern: string): string | undefined {
  const all = places.get(pattern)!;
  const forms = new Set(all.map(({ leaf }) => typeof leaf.document));
  const found = [...forms].map((form) =>
    hiddenIn(
      pattern,
      all.filter(({ leaf }) => typeof leaf.document === form),
    ),
  );
  return found.find((why) => why !== undefined);
}

function hiddenIn(pattern: string, all: readonly Place[]): string | undefined {
  const seen: string[] = [];
  for (const { base, leaf } of all) {
    const path = leaf.path.split(".");
    for (const value of others(base, leaf)) {
      const changed = { ...(withAt(base.document, path, value) as Document), ...TOGETHER[pattern] };
      let after: Flat;
      try {
        after = specOf(withoutParams(changed, path) as Document);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        continue;
      }
      const differing = changes(base.spec, after);
      const read = leaf.field.takes(value) ? leaf.field.read(value, builtIn) : undefined;
      if (arrived(pattern, path, read, differing)) return undefined;
      const changedPaths = [...differing.keys()].slice(0, 5).join(" ") || "nothing";
      seen.push(`${base.name}: ${leaf.path}=${JSON.stringify(value)} -> ${changedPaths}`);
      break;
    }
  }
  return seen.slice(0, 3).join("; ") || "every other value was refused";
}

/** The numbers of a part that is replaced go with it. */
function withoutParams(document: unknown, path: readonly string[]): unknown {
  const key = path.at(-1)!;
  if (key !== "neuron" && key !== "device" && key !== "preset") return document;
  const above = path.slice(0, key === "preset" ? -2 : -1);
  return withAt(document, [...above, "params"], {});
}

function arrived(pattern: string, path: readonly string[], read: unknown, differing: Flat): boolean {
  const computed = COMPUTED.filter(([fits]) => fits.test(pattern));
  if (computed.some(([, place]) => [...differing.keys()].some((p) => place.test(p)))) return true;
  const name = found(RENAMED, pattern) ?? path.filter((k) => !/^\d+$/.test(k)).at(-1)!;
  // Another form of a field: what it means is looked at where that form is set.
  if (read === undefined) return [...differing.keys()].some((p) => p.split(".").includes(name));
  const value = typeof read === "object" && read !== null ? (numberIn(read) ?? Object.values(read)[0]) : read;
  return [...differing].some(([p, v]) => Object.is(v, value) && p.split(".").includes(name));
}

const settable = [...places.keys()].filter((pattern) =>
  places.get(pattern)!.some(({ leaf }) => !isCase(leaf)),
);

test.each(settable.filter((pattern) => found(WITHOUT_EFFECT, pattern) === undefined))(
  "%s arrives in the specification",
  (pattern) => {
    expect(hidden(pattern)).toBeUndefined();
  },
);

test("no declared field is left out here", () => {
  const declared = Object.entries(kinds).flatMap(([kind, { field }]) =>
    leavesOf(field, builtIn).map((leaf) => patternOf(kind, leaf)),
  );
  expect(
    [...new Set(declared)].filter(
      (pattern) => !places.has(pattern) && found(WITHOUT_EFFECT, pattern) === undefined,
    ),
  ).toEqual([]);
});
