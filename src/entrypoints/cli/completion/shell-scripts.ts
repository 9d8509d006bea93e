/**
 * Renders completion scripts. Each finds the longest command in the words typed so far and offers its commands and
 * options; where there is nothing to offer, the shell completes file names.
 */
import type { CommandWords } from './command-words.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof SHELLS)[number]

export function completionScript(shell: Shell, words: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](words)
}

/** Names are plain words: letters, digits and hyphens. Descriptions are quoted. */
function casesOf(words: readonly CommandWords[], line: (offered: string) => string): string {
  return words
    .map(({ path, commands, options }) => {
      const offered = [...commands, ...options].map(({ name }) => name).join(' ')
      return `    '${path}') ${line(offered)} ;;`
    })
    .join('\n')
}

function pathsOf(words: readonly CommandWords[]): string {
  return words
    .filter(({ path }) => path !== '')
    .map(({ path }) => `'${path}'`)
    .join('|')
}

function bash(words: readonly CommandWords[]): string {
  return `# bash completion for auth-triage: source this file, e.g. from ~/.bashrc
_auth_triage() {
  local path='' candidate word offered=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    candidate="\${path:+$path }$word"
    case "$candidate" in
      ${pathsOf(words)}) path="$candidate" ;;
    esac
  done
  case "$path" in
${casesOf(words, (offered) => `offered='${offered}'`)}
  esac
  COMPREPLY=($(compgen -W "$offered" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _auth_triage auth-triage
`
}

function zsh(words: readonly CommandWords[]): string {
  return `#compdef auth-triage
# zsh completion for auth-triage: save as _auth-triage in a folder of $fpath, or source this file after compinit
_auth_triage() {
  local found='' candidate word offered=''
  for word in "\${words[@]:1:$((CURRENT-2))}"; do
    candidate="\${found:+$found }$word"
    case "$candidate" in
      ${pathsOf(words)}) found="$candidate" ;;
    esac
  done
  case "$found" in
${casesOf(words, (offered) => `offered='${offered}'`)}
  esac
  compadd -- \${=offered}
  _files
}
# From $fpath, the whole file runs as the function _auth-triage when auth-triage is first completed.
if [[ $funcstack[1] == _auth-triage ]]; then
  _auth_triage "$@"
else
  compdef _auth_triage auth-triage
fi
`
}

function fish(words: readonly CommandWords[]): string {
  const lines = words.flatMap(({ path, commands, options }) => [
    ...commands.map(({ name, description }) => `${condition(path, commands)} -f -a ${name} -d ${quote(description)}`),
    ...options.map(({ name, description }) => `${condition(path, [])} -l ${name.slice(2)} -d ${quote(description)}`),
  ])
  return `# fish completion for auth-triage: save as ~/.config/fish/completions/auth-triage.fish\n${lines.join('\n')}\n`
}

/** A command's words are offered after its name and, for the names of commands, before one of them. */
function condition(path: string, commands: CommandWords['commands']): string {
  const seen = path.split(' ').filter((word) => word !== '')
  const not =
    commands.length === 0 ? [] : [`not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`]
  const parts = [...seen.map((word) => `__fish_seen_subcommand_from ${word}`), ...not]
  return `complete -c auth-triage${parts.length === 0 ? '' : ` -n ${quote(parts.join('; and '))}`}`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
