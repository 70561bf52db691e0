import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const pages = join(import.meta.dirname, "../pages");
const has = (path) => existsSync(join(pages, `${path}.md`));
const title = (path) => /^# (.+)$/m.exec(readFileSync(join(pages, `${path}.md`), "utf8"))?.[1] ?? path;
const item = (path) => ({ text: title(path).replaceAll("`", ""), link: `/${path}` });
const items = (...paths) => paths.filter(has).map(item);
/** All pages of a folder, the index first. */
const folder = (path) =>
  readdirSync(join(pages, path))
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -3))
    .sort((a, b) => Number(b === "index") - Number(a === "index") || a.localeCompare(b))
    .map((name) => item(`${path}/${name}`));

const tutorials = items(
  "tutorial/first-curve",
  "tutorial/first-training",
  "tutorial/own-device",
  "tutorial/first-sweep",
);
const howTos = folder("how-to");
const lookedUp = [
  "usage",
  "library",
  "files-and-formats",
  "files",
  "devices",
  "networks",
  "neurons",
  "sweeps",
  "design",
  "nir",
  "explore",
  "dashboard",
  "glossary",
  "migration",
  "changelog",
];
const explained = [
  "results",
  "emergence",
  "plasticity",
  "kernels",
  "learning",
  "variability",
  "technologies",
  "energy",
  "neuromodulation",
  "reproducibility",
  "paper",
  "ceilings",
  "speed",
];
const project = ["architecture", "decisions", "contributing"];
const placed = new Set([...lookedUp, ...explained, ...project, "index", "overview"]);
const others = readdirSync(pages)
  .filter((name) => name.endsWith(".md") && !placed.has(name.slice(0, -3)))
  .map((name) => name.slice(0, -3));

export default {
  title: "spikion",
  description: "Spiking networks whose plastic synapses are electrochemical ionic synapses",
  lang: "en",
  srcDir: "pages",
  // Taken out again by scripts/docs/relative-base.ts.
  base: "/__base__/",
  cleanUrls: false,
  // Browsers ask for an icon at the root of the host, which is not ours.
  head: [["link", { rel: "icon", href: "data:," }]],
  ignoreDeadLinks: [/explorer\//],
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    search: {
      provider: "local",
      // The library's pages are many, and few readers look for a type.
      options: { miniSearch: { searchOptions: { boostDocument: (id) => (id.includes("/api/") ? 0.2 : 1) } } },
    },
    outline: { level: [2, 3] },
    nav: [
      { text: "Tutorial", link: "/tutorial/first-curve" },
      { text: "How to", link: "/how-to/device-from-measurement" },
      { text: "Reference", link: "/reference/" },
      { text: "Gallery", link: "/gallery/" },
      { text: "Explorer", link: "/explorer/index.html", target: "_self" },
    ],
    sidebar: [
      { text: "Tutorial", items: tutorials },
      { text: "How to", items: howTos },
      {
        text: "Reference",
        items: [
          { text: "Command line", collapsed: true, items: folder("reference/command-line") },
          { text: "Config fields", collapsed: true, items: folder("reference/config") },
          { text: "Parts", collapsed: true, items: folder("reference/parts") },
          { text: "The library", link: "/api/README" },
          { text: "Gallery", collapsed: true, items: folder("gallery") },
          ...items(...lookedUp),
        ],
      },
      { text: "Explanation", items: items(...explained, ...others) },
      { text: "Project", items: items(...project) },
    ],
  },
};
