/** `spikion schema`: the JSON Schemas that editors complete and check YAML files with, and the reference of all fields. */
import { command, type Done, print } from "../command.js";
import { EXIT } from "../errors.js";

interface Options {
  out: string;
}

export const schema = (done: Done) =>
  command<Options>({
    command: "schema",
    describe: "write the JSON Schemas for editors, and a reference of all fields",
    examples: [["spikion schema --out schema", "fields.md there names every field"]],
    builder: (args) =>
      args.option("out", {
        type: "string",
        requiresArg: true,
        default: "schema",
        describe: "folder to write",
      }),
    handler: async ({ out }) => {
      const { makeFolder, replaceFile } = await import("../../node/replace.js");
      const { join } = await import("node:path");
      const { editorSchemas } = await import("../../config/schema/editor.js");
      const { fieldReference } = await import("../../config/schema/reference.js");
      await makeFolder(out);
      for (const [name, json] of Object.entries(editorSchemas())) {
        await replaceFile(join(out, name), `${JSON.stringify(json, null, 2)}\n`);
        await print(`${join(out, name)}\n`);
      }
      const reference = join(out, "fields.md");
      await replaceFile(reference, fieldReference());
      await print(`${reference}\n`);
      done(EXIT.done);
    },
  });
