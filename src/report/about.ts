import { parse } from "yaml";

/** The words an experiment file begins with; what is missing is undefined. */
export interface About {
  name?: string;
  question?: string;
  source?: string;
  expected?: string;
}

/** Read from the resolved config; a text that is no YAML mapping has nothing to say. */
export function aboutExperiment(resolvedYaml: string): About {
  let config: unknown;
  try {
    config = parse(resolvedYaml);
  } catch {
    return {};
  }
  if (typeof config !== "object" || config === null) return {};
  const words = config as Record<string, unknown>;
  const about: About = {};
  for (const key of ["name", "question", "source", "expected"] as const) {
    const text = words[key];
    if (typeof text === "string" || typeof text === "number") about[key] = String(text);
    else if (Array.isArray(text)) about[key] = text.map(String).join("; ");
  }
  return about;
}
