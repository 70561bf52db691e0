/** The gallery: every experiment that comes with spikion, with its question, a picture, and its device in the explorer. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { devices } from "../../src/core/device/index.js";
import type { Device } from "../../src/core/device/model.js";
import { evenly, overlapSpan } from "../../src/core/stdp/curve-figures.js";
import { stdpWindow } from "../../src/core/stdp/window.js";
import { forms } from "../../src/core/waveform/index.js";
import type { Waveform } from "../../src/core/waveform/model.js";
import type { Dataset } from "../../src/dataset/model.js";
import type { ExperimentSpec } from "../../src/experiment/kinds/index.js";
import { linkOf, stateOf } from "../../src/explore/link.js";
import { type ExploreState, knotsOf, startOf } from "../../src/explore/state.js";
import { loadExperiment } from "../../src/node/config.js";
import { escaped, type Pages } from "./markdown.js";
import { curvePicture, networkPicture } from "./pictures.js";

/** Where the explorer lies, as seen from the gallery's pages. */
const EXPLORER = "../explorer/index.html";

let nothing: Dataset | undefined;

/** Pictures in place of a data set's: an experiment is read for what it says, and none of its pictures is looked at. */
function blank(): Dataset {
  const images = (count: number) => ({
    count,
    rows: 28,
    cols: 28,
    pixels: new Uint8Array(count * 28 * 28),
    labels: new Uint8Array(count),
  });
  nothing ??= {
    name: "blank",
    classes: 10,
    classNames: Array.from("0123456789"),
    train: images(60_000),
    test: images(10_000),
    hash: "",
  };
  return nothing;
}

/** What an experiment's synapses are made of. */
interface Pair {
  readonly device: Device;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly alphaPre: number;
  readonly alphaPost: number;
}

/** Paths of all experiments that come with spikion, relative to its folder; files that they name are none. */
export function experimentFiles(root: string): string[] {
  return readdirSync(join(root, "experiments"), { recursive: true, encoding: "utf8" })
    .filter(
      (path) => path.endsWith(".yaml") && !/devices\/(my-device|my-waves|staircase-device)\.yaml$/.test(path),
    )
    .map((path) => `experiments/${path.replaceAll("\\", "/")}`)
    .sort();
}

/** @returns a page for each folder of experiments, and one that lists them */
export async function galleryPages(root: string): Promise<Pages> {
  const pages: Pages = new Map();
  const folders = new Map<string, string[]>();
  for (const path of experimentFiles(root)) {
    const folder = path.split("/").length === 2 ? "first" : path.split("/")[1]!;
    folders.set(folder, [...(folders.get(folder) ?? []), await entry(root, path)]);
  }
  const titles: Record<string, string> = {
    first: "The first experiment",
    papers: "The papers' figures and networks",
    studies: "Studies",
    devices: "Devices from measurements",
    smoke: "Small ones, for trying out",
  };
  const list: string[] = [];
  for (const [folder, entries] of folders) {
    const title = titles[folder] ?? folder;
    pages.set(`gallery/${folder}.md`, `# ${title}\n\n${entries.join("\n")}`);
    list.push(`- [${title}](${folder}.md): ${entries.length}`);
  }
  pages.set(
    "gallery/index.md",
    `# Gallery\n\nEvery experiment that comes with spikion, with the question it answers. All are in \`node_modules/spikion/experiments/\` once the package is installed; \`run\`, \`sweep\` and \`check\` take them, and \`extends:\` in an experiment of your own.\n\n${list.join("\n")}\n`,
  );
  return pages;
}

async function entry(root: string, path: string): Promise<string> {
  const { spec, document } = await loadExperiment(join(root, path), { dataset: blank() });
  const said = (key: string): string | undefined => {
    const value = document[key];
    return typeof value === "string" ? value : undefined;
  };
  const name = path.replace(/^experiments\//, "").replace(/\.yaml$/, "");
  const sweep = parse(readFileSync(join(root, path), "utf8")).sweep !== undefined;
  const pair = pairOf(spec);
  const link = pair && explorerLink(pair);
  return [
    `## ${name}`,
    "",
    escaped(said("question") ?? said("title") ?? name),
    "",
    picture(root, name, spec, pair),
    "",
    ...(said("expected") ? [`**Expected:** ${escaped(said("expected")!)}`, ""] : []),
    ...(said("source") ? [`**Source:** ${escaped(said("source")!)}`, ""] : []),
    `**Run:** \`npx spikion ${sweep ? "sweep" : "run"} ${path}\`${said("runtime") ? `, ${escaped(said("runtime")!)}` : ""}`,
    "",
    ...(link ? [`<a href="${EXPLORER}#${link}" target="_self">Open in the explorer</a>`, ""] : []),
  ].join("\n");
}

/** The paper's figure where there is one, else the curve of the synapses, else the network. */
function picture(root: string, name: string, spec: ExperimentSpec, pair: Pair | undefined): string {
  const figure = /huang-2025-(.+)$/.exec(name)?.[1];
  if (figure !== undefined && existsSync(join(root, "docs/paper", `${figure}.svg`)))
    return `![what ${name} draws](../paper/${figure}.svg)`;
  if (name === "quickstart") return "![what 100 neurons have learned](../quickstart.png)";
  if (pair) {
    const { device, pre, post, alphaPre, alphaPost } = pair;
    const span = overlapSpan(pre, post);
    const deltaT = evenly(-span, span, 161);
    const change = stdpWindow({ rate: device.rate, pre, post, alphaPre, alphaPost, deltaT });
    return curvePicture(deltaT, change, `STDP curve of ${name}`);
  }
  return "network" in spec ? networkPicture(spec.network, `network of ${name}`) : "";
}

function pairOf(spec: ExperimentSpec): Pair | undefined {
  if (spec.kind !== "figure") return spec.physics ?? Object.values(spec.physicsOf ?? {})[0];
  if (spec.figure === "windows" && spec.curves[0]) return { device: spec.device, ...spec.curves[0] };
  if ("device" in spec && "pre" in spec) return { alphaPre: 1, alphaPost: 1, ...spec };
  return undefined;
}

/** The explorer's address of a pair on a preset with its own numbers; undefined where the explorer has no such state. */
function explorerLink({ device, pre, post, alphaPre, alphaPost }: Pair): string | undefined {
  if (!Object.hasOwn(devices, device.name)) return undefined;
  const preset = device.name as keyof typeof devices;
  const named = Object.entries(forms).find(([, form]) => same(form.pre, pre) && same(form.post, post))?.[0] as
    | keyof typeof forms
    | undefined;
  const start = startOf(named ?? "box-over-ramp");
  const state: ExploreState = {
    ...start,
    pre: knotsOf(pre),
    post: knotsOf(post),
    alphaPre,
    alphaPost,
    device: { preset, params: {}, lawParams: {} },
  };
  try {
    const link = linkOf(state);
    stateOf(link);
    return link;
  } catch {
    return undefined;
  }
}

function same(a: Waveform, b: Waveform): boolean {
  const equal = (x: Float64Array, y: Float64Array): boolean =>
    x.length === y.length && x.every((v, k) => v === y[k]);
  return equal(a.t, b.t) && equal(a.v, b.v);
}
