/** `spikion completion SHELL`: a script with which bash, zsh or fish complete commands, options and names. */
import { command, type Done, print } from "../command.js";
import { completionScript, SHELLS, type Shell } from "../completion-script.js";
import { EXIT } from "../errors.js";

interface Options {
  shell: Shell;
}

export const completion = (done: Done) =>
  command<Options>({
    command: "completion <shell>",
    describe: "print a script with which bash, zsh or fish complete what you type",
    examples: [
      ['eval "$(spikion completion bash)"', "in ~/.bashrc; zsh: in ~/.zshrc, with zsh"],
      ["spikion completion fish | source", "in ~/.config/fish/config.fish"],
    ],
    builder: (args) =>
      args.positional("shell", {
        choices: SHELLS,
        demandOption: true,
        describe: "the shell that is to complete",
      }),
    handler: async ({ shell }) => {
      await print(completionScript(shell));
      done(EXIT.done);
    },
  });
