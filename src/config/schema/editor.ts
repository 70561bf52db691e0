/**
 * JSON Schema for editors. Written documents may leave out what they extend, so nothing is required;
 * `spikion check` has the last word.
 */
import * as z from "zod";
import { EDITOR } from "../fields/field.js";
import { experimentSchema } from "../kinds.js";
import { builtIn } from "../parts.js";
import { dataset } from "./dataset.js";
import { network } from "./network.js";
import { sweep } from "./sweep.js";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** The schemas by file name. */
export function editorSchemas(): Record<string, JsonObject> {
  const networks = writtenForm(network.schema(EDITOR, builtIn), "a network: its populations and projections");
  const datasets = writtenForm(dataset.schema(EDITOR, builtIn), "a data set's manifest");
  const experiment = writtenForm(experimentSchema(builtIn, EDITOR), "an experiment: one runnable claim");
  for (const variant of variants(experiment)) {
    const properties = variant.properties as JsonObject;
    if ("network" in properties || "figure" in properties)
      properties.sweep = withoutRequired(
        z.toJSONSchema(sweep.schema(EDITOR, builtIn), { io: "input" }) as Json,
      );
    if ("network" in properties)
      properties.network = orName(networks, "a network: by name, by path, or inline");
    if ("dataset" in properties)
      properties.dataset = orName(datasets, "a data set: by name, by path, by folder, or inline");
  }
  return {
    "experiment.schema.json": titled(experiment),
    "network.schema.json": titled(networks),
    "dataset.schema.json": titled(datasets),
  };
}

/** A schema's JSON as people write such documents: parts may be missing, `extends` may name the rest. */
function writtenForm(schema: z.ZodType, description: string): JsonObject {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }) as JsonObject;
  const loose = withoutRequired(json) as JsonObject;
  for (const variant of variants(loose)) {
    const properties = variant.properties as JsonObject;
    variant.properties = {
      extends: { type: "string", description: "name or path of a document that this one changes" },
      ...properties,
    };
  }
  return { description, ...loose };
}

function titled(schema: JsonObject): JsonObject {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...schema };
}

function variants(schema: JsonObject): JsonObject[] {
  return (schema.anyOf as JsonObject[] | undefined) ?? [schema];
}

function orName(schema: Json, description: string): JsonObject {
  return { description, anyOf: [{ type: "string" }, schema] };
}

/** Nothing is required: what is missing here may stand in a document that is extended, or have a default. */
function withoutRequired(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutRequired);
  if (typeof json !== "object" || json === null) return json;
  // In `properties`, "required" would be the name of a field; a list of names it is only as a keyword.
  const kept = Object.entries(json).filter(([key, value]) => !(key === "required" && Array.isArray(value)));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutRequired(value)]));
}
