/**
 * Scripts for shells. They ask the program itself what may follow: `spikion --complete WORD...` prints a line for each
 * word that may stand in the place of the last one, and nothing where a file is meant.
 */

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What the scripts call the program with, before the words. */
export const COMPLETE = "--complete";

export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# bash completion of spikion: eval "$(spikion completion bash)"
_spikion() {
  local IFS=$'\\n'
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=($(compgen -W "$(spikion ${COMPLETE} "\${words[@]}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _spikion spikion
`,
  zsh: `# zsh completion of spikion: eval "$(spikion completion zsh)"
_spikion() {
  local -a found
  found=("\${(@f)$(spikion ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; fi
  _files
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _spikion spikion
`,
  fish: `# fish completion of spikion: spikion completion fish | source
function __spikion
  set -l words (commandline -opc) (commandline -ct)
  spikion ${COMPLETE} $words[2..-1] 2>/dev/null
end
complete -c spikion -a '(__spikion)'
`,
};
