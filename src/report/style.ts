/** The look of a report. Figures keep a white ground in dark pages: their colours were chosen on it. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1a1a; --soft: #5a5a5a; --paper: #fbfbfa; --line: #dcdcd8; --accent: #0072b2; --warn: #fff3d6; --warn-ink: #5c3d00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e6; --soft: #a8a8a4; --paper: #17181a; --line: #37383b; --accent: #6bb8e8; --warn: #3d3015; --warn-ink: #ffdf9e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 12px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
h3 { font-size: 16px; margin: 0 0 8px; }
.kicker { margin: 0 0 4px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
.about { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
.about dt { color: var(--soft); } .about dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
.notice { background: var(--warn); color: var(--warn-ink); border-left: 4px solid #e69f00; padding: 8px 14px; margin: 16px 0 0; }
.headline { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 16px; }
.headline div { border: 1px solid var(--line); border-radius: 6px; padding: 10px 16px; flex: 1 1 220px; }
.headline b { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.headline span { color: var(--soft); font-size: 13px; }
.scroll { overflow-x: auto; } .scroll + h3 { margin-top: 24px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody th { font-weight: 400; color: var(--soft); white-space: nowrap; }
thead th { font-weight: 600; }
.group th { color: var(--ink); font-weight: 600; padding-top: 14px; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.assumed { background: var(--warn); color: var(--warn-ink); border-radius: 3px; padding: 0 5px; font-size: 12px; white-space: nowrap; }
figure { margin: 0 0 40px; break-inside: avoid; }
figcaption { color: var(--soft); font-size: 13.5px; margin-top: 8px; max-width: 80ch; }
figcaption b { color: var(--ink); }
.panel { background: #fff; color: #1a1a1a; border: 1px solid var(--line); border-radius: 6px; padding: 14px; overflow-x: auto; }
.panel svg { max-width: 100%; height: auto; display: block; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-start; }
.stack > svg + svg { margin-top: 4px; }
.picture { margin: 24px 8px 0 0; } .picture figcaption { color: #1a1a1a; }
.picture img { border: 1px solid #e4e4e4; display: block; }
.mosaic img { max-width: 100%; height: auto; display: block; }
.pixels { image-rendering: pixelated; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-bottom: 12px; font-size: 13px; }
.mosaics { display: grid; gap: 12px; justify-items: start; }
.mosaic { display: flex; flex-direction: column-reverse; align-items: flex-start; }
.legend > span { white-space: nowrap; } .legend small { color: #5a5a5a; }
.legend i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 2px; vertical-align: -1px; }
.mosaic .legend img.bar { display: inline-block; width: 140px; height: 12px; margin: 0 8px; vertical-align: -1px; border: 1px solid #dcdcd8; }
details { margin-top: 16px; } summary { cursor: pointer; color: var(--accent); }
pre { font: 12.5px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-x: auto; padding: 12px; border: 1px solid var(--line); border-radius: 6px; }
@media print {
  :root { --ink: #000; --soft: #444; --paper: #fff; --line: #ccc; --warn: #fff3d6; --warn-ink: #5c3d00; }
  main { max-width: none; padding: 0; } .panel { border: 0; padding: 0; overflow: visible; } h2, h3 { break-after: avoid; }
}
`;
