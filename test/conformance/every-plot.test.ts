import { expect, test } from "vitest";
import { html, trusted } from "../../src/report/markup.js";
import { figureProblems } from "../../src/report/plots/conformance.js";
import { plotFamily } from "../../src/report/plots/index.js";

// Plots draw runs: every-kind.test.ts holds each against the figures of a run of each kind.

test("every plot says what it shows", () => {
  for (const [name, { doc }] of Object.entries(plotFamily.table)) expect(doc, name).not.toBe("");
});

const svg = (inside: string) =>
  `<svg role="img" aria-label="a < b" viewBox="0 0 1 1">${inside}</svg>`.replace("a < b", "a");
const figure = (body: string, change: object = {}) => ({
  id: "x",
  title: "X",
  body: trusted(body),
  caption: html`what it shows`,
  ...change,
});

test("a picture with a name and finite numbers is in order", () => {
  expect(figureProblems(figure(svg('<path d="M0,0L1,1"/><text>NaN is a word here</text>')))).toEqual([]);
});

test.each<[string, ReturnType<typeof figure>, string]>([
  ["a path through NaN", figure(svg('<path d="M0,NaNL1,1"/>')), 'body: d of path is "M0,NaNL1,1"'],
  [
    "a place at undefined",
    figure(svg('<g transform="translate(undefined,3)"></g>')),
    'body: transform of g is "translate(undefined,3)"',
  ],
  ["an element without an end", figure(svg("<g>")), "body: </svg> ends what is not open"],
  ["an end without an element", figure(`${svg("")}</g>`), "body: </g> ends what is not open"],
  ["an svg that never ends", figure('<svg role="img" aria-label="x">'), "body: <svg> has no end"],
  [
    "text that was not escaped",
    figure(svg("<text>a < b</text>")),
    'body: is not well-formed at "< b</text></svg>"',
  ],
  ["a picture without a name", figure('<svg role="img"></svg>'), "body: an svg says not what it shows"],
  ["an image without words", figure('<img src="data:image/png;base64,AA==">'), "body: an img has no alt"],
  ["a script", figure(svg("<script></script>")), "body: has a script"],
  ["a script in an attribute", figure(svg('<g onclick="x"></g>')), "body: g has a script in onclick"],
  [
    "a picture from elsewhere",
    figure('<img alt="x" src="https://example.org/x.png">'),
    "body: img takes https://example.org/x.png from elsewhere",
  ],
  ["no picture", figure("<p>nothing</p>"), "shows neither a picture nor a table"],
  ["no title", figure(svg(""), { title: " " }), "has no title"],
  ["no caption", figure(svg(""), { caption: html`<b></b>` }), "has no caption"],
  ["an id with spaces", figure(svg(""), { id: "a b" }), 'id "a b" is no anchor'],
])("a figure with %s is found out", (_, broken, problem) => {
  expect(figureProblems(broken)).toContain(problem);
});
