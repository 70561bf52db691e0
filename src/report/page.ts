/** A page that stands alone: nothing is fetched or run, whatever text a config or a file put into it. */
import { html, type Markup, trusted } from "./markup.js";
import { STYLE } from "./style.js";

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * @param command  what made it, as its title says
 * @param kicker  the line above the heading
 * @param main  what stands below the heading
 * @returns  the whole page
 */
export function pageOf(command: string, kicker: string, heading: string, main: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading} · ${command}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="kicker">${kicker}</p>
<h1>${heading}</h1>
</header>
${main}
</main>
</body>
</html>
`.text;
}
