/** Sections of bench/RESULTS.md that a run without the peers does not measure: they stay, with the date of their run. */

const TITLES = ["Peers, in the same run", "Against native code"];
/** What follows the sections. */
const AFTER = "\n`spikion stdp";

/**
 * @param text  of this run
 * @param old  of bench/RESULTS.md as it is
 * @returns  the text with those sections of the old one that it lacks
 */
export function withKeptSections(text: string, old: string): string {
  const date = /on (\d{4}-\d\d-\d\d), spikion/.exec(old)?.[1] ?? "an earlier day";
  const kept = TITLES.filter((title) => !text.includes(`## ${title}\n`)).flatMap((title) => {
    const from = old.indexOf(`## ${title}\n`);
    if (from < 0) return [];
    const rest = old.slice(from + title.length + 4);
    const end = Math.min(
      ...["\n## ", AFTER].map((next) => rest.indexOf(next)).filter((at) => at >= 0),
      rest.length,
    );
    const body = rest.slice(0, end).trim();
    const dated = body.startsWith("Measured on ")
      ? body
      : `Measured on ${date}, and not in this run.\n\n${body}`;
    return [`## ${title}\n\n${dated}\n`];
  });
  const at = text.indexOf(AFTER);
  return at < 0 ? [text, ...kept].join("\n") : [text.slice(0, at), ...kept].join("\n") + text.slice(at);
}
