/** What every experiment has: its texts, its seed, and plots of the user's own. */
import { list } from "../fields/list.js";
import { partModule } from "../fields/parts.js";
import { label, text } from "../fields/plain.js";

export const labels = {
  name: text("name of the experiment; the file's where left out").optional(),
  question: text("what the run shall answer").optional(),
  source: text("where question and numbers come from").optional(),
  expected: text("what it should print").optional(),
  runtime: text("how long it takes").optional(),
  plots: list(partModule("plots"), {
    max: 20,
    doc: "plots of your own for the report: {module: ./path.js} each",
  }).optional(),
  seed: label("name of the run's random streams").default("1"),
};
