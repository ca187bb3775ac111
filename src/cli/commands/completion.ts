import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';

/**
 * Each script asks the program itself what may follow (`rapport __complete -- WORDS`): one candidate a line, with a
 * tab and its description. So completion knows the types, records and reports of the workspace one is in.
 */
const scripts: Readonly<Record<string, string>> = {
  bash: `# bash completion of rapport:  source <(rapport completion bash)
_rapport() {
  local IFS=$'\\n' candidate
  COMPREPLY=()
  for candidate in $(rapport __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); do
    COMPREPLY+=("\${candidate%%$'\\t'*}")
  done
}
complete -o default -o nosort -F _rapport rapport
`,
  zsh: `#compdef rapport
# zsh completion of rapport:  rapport completion zsh > ~/.zfunc/_rapport
_rapport() {
  local -a lines candidates
  local line name description
  lines=("\${(@f)$(rapport __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    name=\${line%%$'\\t'*}
    description=\${line#*$'\\t'}
    candidates+=("\${name//:/\\\\:}:$description")
  done
  if (( $#candidates )); then
    _describe 'rapport' candidates
  else
    _files
  fi
}
if [ "$funcstack[1]" = "_rapport" ]; then
  _rapport "$@"
else
  compdef _rapport rapport
fi
`,
  fish: `# fish completion of rapport:  rapport completion fish > ~/.config/fish/completions/rapport.fish
function __rapport_complete
    set -l words (commandline -opc)
    set -e words[1]
    rapport __complete -- $words (commandline -ct) 2>/dev/null
end
complete -c rapport -a '(__rapport_complete)'
`,
};

export const runCompletionCommand: CommandRun = (args, io) => {
  const shell = args.positionals[0] ?? '';
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) {
    throw new UsageError(`There is no completion for "${shell}": there is bash, zsh and fish`);
  }
  if (args.has('json')) io.json({ shell, script });
  else io.print(script);
  return Promise.resolve(exitCodes.done);
};
