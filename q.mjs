import { chromium } from "playwright-core"; import { readFileSync } from "node:fs";
const axe = readFileSync("/tmp/w/axe/node_modules/axe-core/axe.min.js","utf8");
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const base = "http://127.0.0.1:8765/some/sub/docs/";
for (const dark of [false,true]) for (const path of ["index.html","gallery/studies.html","reference/parts/devices.html","api/spikion/interfaces/EisSpec.html","tutorial/own-device.html","reference/command-line/run.html","networks.html","paper.html","emergence.html","files-and-formats.html"]) {
 const p = await b.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: dark?"dark":"light" });
 await p.goto(base+path,{timeout:120000}); await p.waitForTimeout(300); await p.evaluate(axe);
 const r = await p.evaluate(() => axe.run());
 console.log(dark?"dark":"light", path, r.violations.map(v => `${v.id}(${v.nodes.length}) ${v.nodes[0].target} ${v.nodes[0].failureSummary.split("\n")[1]?.slice(0,150)}`).join(" | ")||"ok"); await p.close(); }
await b.close();
