/**
 * JSON Schema for editors. Written documents may leave out what they extend, so nothing is required;
 * `spikion check` has the last word.
 */
import * as z from "zod";
import { builtIn } from "../parts.js";
import { datasetSchema } from "./dataset.js";
import { experimentSchema } from "./experiment.js";
import { networkSchema } from "./network.js";
import { EDITOR } from "./one-of.js";
import { sweepSchema } from "./sweep.js";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** The schemas by file name. */
export function editorSchemas(): Record<string, JsonObject> {
  const network = writtenForm(networkSchema(builtIn, EDITOR), "a network: its populations and projections");
  const dataset = writtenForm(datasetSchema(EDITOR), "a data set's manifest");
  const experiment = writtenForm(experimentSchema(builtIn, EDITOR), "an experiment: one runnable claim");
  for (const variant of variants(experiment)) {
    const properties = variant.properties as JsonObject;
    if ("network" in properties || "figure" in properties)
      properties.sweep = withoutRequired(z.toJSONSchema(sweepSchema, { io: "input" }) as Json);
    if ("network" in properties)
      properties.network = orName(network, "a network: by name, by path, or inline");
    if ("dataset" in properties)
      properties.dataset = orName(dataset, "a data set: by name, by path, by folder, or inline");
  }
  return {
    "experiment.schema.json": titled(experiment),
    "network.schema.json": titled(network),
    "dataset.schema.json": titled(dataset),
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
