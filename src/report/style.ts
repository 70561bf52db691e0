/** The look of a page. Pictures take its colours, so that they are dark in a dark page and light on paper. */
import { THEME } from "./plots/palette.js";

const colours = (column: 0 | 2) => THEME.map((row) => `--f-${row[1]}: ${row[column]};`).join(" ");
const LIGHT = `--ink: #1a1a1a; --soft: #5a5a5a; --paper: #fbfbfa; --line: #dcdcd8; --accent: #0068a3; --warn: #fff3d6; --warn-ink: #5c3d00; ${colours(0)}`;
const DARK = `--ink: #e8e8e6; --soft: #a8a8a4; --paper: #17181a; --line: #37383b; --accent: #6bb8e8; --warn: #3d3015; --warn-ink: #ffdf9e; ${colours(2)}`;

export const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 980px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 12px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
h3 { font-size: 16px; margin: 0 0 8px; }
a { color: var(--accent); } sub { line-height: 0; }
.kicker { margin: 0 0 4px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
.about { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
.about dt { color: var(--soft); } .about dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
.contents { margin: 20px 0 0; font-size: 14px; }
.contents ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 18px; }
.contents li li { font-size: 13px; } .contents li ul { gap: 0 14px; padding-left: 12px; } .contents .long { flex-basis: 100%; }
.contents a { display: inline-block; min-height: 24px; }
.notice { background: var(--warn); color: var(--warn-ink); border-left: 4px solid #e69f00; padding: 8px 14px; margin: 16px 0 0; }
.headline { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 16px; }
.headline div { border: 1px solid var(--line); border-radius: 6px; padding: 10px 16px; flex: 1 1 220px; break-inside: avoid; }
.headline b { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.headline span { color: var(--soft); font-size: 13px; }
.scroll { overflow-x: auto; } .scroll + h3 { margin-top: 24px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr { break-inside: avoid; }
tbody th { font-weight: 400; color: var(--soft); }
thead th { font-weight: 600; vertical-align: bottom; }
.group th { color: var(--ink); font-weight: 600; padding-top: 14px; }
.number { text-align: right; font-variant-numeric: tabular-nums; } td.number { white-space: nowrap; }
.points th:first-child { white-space: nowrap; position: sticky; left: 0; background: var(--paper); }
code { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.names td:first-child code, .names td:nth-child(3) code { overflow-wrap: normal; white-space: nowrap; }
.assumed { background: var(--warn); color: var(--warn-ink); border-radius: 3px; padding: 0 5px; font-size: 12px; white-space: nowrap; }
.figures { display: grid; grid-template-columns: minmax(0, 1fr); gap: 32px 20px; align-items: start; }
figure { margin: 0; min-width: 0; }
.figures > figure > h3, .files { break-after: avoid; }
figcaption { color: var(--soft); font-size: 13.5px; margin-top: 8px; max-width: 84ch; }
figcaption b { color: var(--ink); }
.files { margin: 2px 0 0; font-size: 13px; } .files a { display: inline-block; min-width: 24px; min-height: 24px; margin-right: 8px; }
.panel { background: var(--f-ground); color: var(--f-ink); border: 1px solid var(--line); border-radius: 6px; padding: 12px; overflow-x: auto; }
svg.plot { display: block; width: 100%; height: auto; overflow: visible; break-inside: avoid; }
svg.narrow { display: none; }
.hits circle:hover { fill-opacity: 0.55; }
.grid { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 16px; }
.cell { break-inside: avoid; min-width: 0; }
.of2 { grid-column: span 2; } .of3 { grid-column: span 3; } .of6 { grid-column: span 6; }
.half .of3 { grid-column: span 6; }
.heading { font-size: 13.5px; font-weight: 600; line-height: 1.35; margin: 0 0 4px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 0 0 6px; font-size: 13px; }
.legend > span { white-space: nowrap; } .legend svg { vertical-align: -1px; }
.beside { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; } .beside > div { flex: 1 1 500px; min-width: 0; }
.picture figcaption { color: var(--f-ink); }
.picture img { border: 1px solid #e4e4e4; display: block; }
.mosaic img { max-width: 100%; height: auto; display: block; }
.pixels { image-rendering: pixelated; }
.mosaics { display: grid; gap: 12px; justify-items: start; }
.mosaic { display: flex; flex-direction: column-reverse; align-items: flex-start; }
.classes { gap: 4px 16px; margin-bottom: 12px; } .classes small { color: var(--soft); }
.classes i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 2px; vertical-align: -1px; }
.mosaic .legend img.bar { display: inline-block; width: 140px; height: 12px; margin: 0 8px; vertical-align: -1px; border: 1px solid #dcdcd8; }
details { margin-top: 16px; } summary { cursor: pointer; color: var(--accent); }
pre { font: 12.5px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-x: auto; padding: 12px; border: 1px solid var(--line); border-radius: 6px; }
@media (min-width: 860px), print {
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .figures > figure { grid-column: span 2; } .figures > .half { grid-column: span 1; }
}
@media screen and (max-width: 640px) {
  main { padding: 20px 12px 48px; } .panel { padding: 8px 6px; } .about { grid-template-columns: 1fr; gap: 0; } .about dd { margin-bottom: 8px; }
  svg.wide { display: none; } svg.narrow { display: block; }
  .of2, .of3 { grid-column: span 6; }
}
@media screen and (prefers-color-scheme: dark) {
  /* Pictures of dots keep their hues: what is light is dark and the other way round. */
  .panel img, .own svg { filter: invert(0.88) hue-rotate(180deg); } .own svg { background: #fff; }
}
@media print {
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  .contents, .files, summary { display: none; } .panel { border: 0; padding: 0; overflow: visible; }
  svg.plot { min-width: 0 !important; } .figures { gap: 20px 16px; }
  h2, h3, .heading { break-after: avoid; } h2 { margin-top: 24px; } figure, .beside { break-inside: avoid; }
  .tall { break-inside: auto; } .scroll { overflow: visible; } .points th:first-child { position: static; } pre { white-space: pre-wrap; }
}
`;
