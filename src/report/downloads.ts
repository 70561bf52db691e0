/** Files that a page brings along: links that need neither a server nor a script. */
import { html, type Markup, trusted } from "./markup.js";

export interface Download {
  /** Of the file, with its ending. */
  readonly name: string;
  readonly type: "image/svg+xml" | "text/csv";
  readonly text: string;
}

/** @param of  what they show: "figure 3" */
export function downloadLinks(of: string, files: readonly Download[]): Markup | null {
  if (files.length === 0) return null;
  const link = ({ name, type, text }: Download) => {
    const kind = name.slice(name.lastIndexOf(".") + 1).toUpperCase();
    return html`<a download="${name}" href="data:${type};charset=utf-8,${trusted(dataOf(text, type))}" aria-label="${kind} of ${of}">${kind}</a> `;
  };
  return html`<p class="files">${files.map(link)}</p>`;
}

/** What would end the address or its attribute is written in three letters each; SVG of ours has escaped its words. */
function dataOf(text: string, type: Download["type"]): string {
  // Quotes of either kind mean the same around an attribute; ours has none of the single kind inside.
  if (type === "image/svg+xml") return text.replaceAll('"', "'").replace(/[%#&\n\r\t]/g, (c) => ESCAPED[c]!);
  return text.replace(/[%#"&<>\n\r\t]/g, (c) => ESCAPED[c]!);
}

const ESCAPED: Readonly<Record<string, string>> = {
  "%": "%25",
  "#": "%23",
  '"': "%22",
  "&": "%26",
  "<": "%3C",
  ">": "%3E",
  "\n": "%0A",
  "\r": "%0D",
  "\t": "%09",
};
