/** Files that a page brings along. */
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { type Download, downloadLinks } from "../../src/report/downloads.js";

/** What a browser would write to disk. */
function kept(file: Download): { name: string; text: string; label: string } {
  const { document } = parseHTML(`<body>${downloadLinks("figure 2", [file])!.text}</body>`);
  const link = document.querySelector("a")!;
  const [, data] = /^data:[^,]*,(.*)$/s.exec(link.getAttribute("href")!)!;
  return {
    name: link.getAttribute("download")!,
    text: decodeURIComponent(data!),
    label: link.getAttribute("aria-label")!,
  };
}

test("a table is kept byte for byte, whatever is in its cells", () => {
  const text = 'a,b\n"100 % & <b>",#1\t"é µ"\r\n';
  expect(kept({ name: "x.csv", type: "text/csv", text })).toEqual({
    name: "x.csv",
    text,
    label: "CSV of figure 2",
  });
});

test("a picture is kept with the other kind of quotes", () => {
  const text = '<svg fill="#0072b2"><text>50 % &amp; more</text></svg>\n';
  const { text: found, name } = kept({ name: "x.svg", type: "image/svg+xml", text });
  expect(found).toBe(text.replaceAll('"', "'"));
  expect(name).toBe("x.svg");
});

test("without files there are no links", () => {
  expect(downloadLinks("figure 1", [])).toBeNull();
});
