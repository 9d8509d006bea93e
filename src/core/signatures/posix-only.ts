/**
 * Finds in a command what PowerShell cannot run, so that nobody on Windows is shown it. Windows comes with PowerShell
 * 5.1, so what only later versions understand counts, too.
 */
import { codeIn, readsAsSentence } from './authored-text.ts'

/** Programs that Windows lacks, or under whose name it has another program or an alias. `curl.exe` is the real curl. */
const PROGRAMS = [
  'awk|base64|bash|busctl|command|curl|cut|date|dig|egrep|env|export|find|getent|grep|head|kubeadm|kvno|ldconfig',
  'lsof|mktemp|nohup|od|pgrep|pkill|printf|ps|python3|sed|sh|source|ss|sudo|tail|tcpdump|test|time|timedatectl|tr|uname',
  'wc|which|wslview|xargs|xdg-mime|xdg-open',
].join('|')
/** A program is named at the start of a command, after an operator and after a variable that is set for it. */
const PROGRAM = new RegExp(
  String.raw`(?:^|[|;&(]|\b(?:do|then|else|time|sudo)\b|\b[A-Z_]+=\S*)\s*(?:${PROGRAMS})(?=\s|$)`,
)

/** Read in the whole command without its single-quoted texts, since a shell expands the others. */
const EXPANSIONS = /\/dev\/|\$\(|\$\{?[A-Z][A-Z0-9_]*\b(?!:)|(?:^|[\s"=:])~(?=[/\s]|$)/
/** Read in the command without its quoted texts. */
const SYNTAX =
  /&&|\|\||<(?=[\s<(])|\bfor \w+ in\b|(?:^|[|;]\s*)[A-Z_][A-Z0-9_]*=|(?:^|[|;]\s*)(?:ls|klist)\s+-|\{\{[^}]*\}\}(?=[\w./:?&=-])/
/** Before version 7.3, PowerShell passes no double quotation marks inside of single ones on to a program. */
const QUOTED = /"[^"]*"|'([^']*)'/g

/** A text, an expression or a cmdlet of PowerShell keeps its quotation marks. */
const STARTS_PROGRAM = /^[a-z]/

/**
 * @param how a step's command, or a sentence with commands in backticks
 * @returns the first passage that only a POSIX shell runs; null if there is none
 */
export function posixOnlyIn(how: string): string | null {
  const commands = readsAsSentence(how) ? codeIn(how) : [how]
  return commands.map(inCommand).find((it) => it !== null) ?? null
}

function inCommand(command: string): string | null {
  const expanded = command.replace(/'[^']*'/g, "''")
  const bare = expanded.replace(/"[^"]*"/g, '""')
  const found = PROGRAM.exec(bare) ?? EXPANSIONS.exec(expanded) ?? SYNTAX.exec(bare)
  if (found !== null) return found[0].trim()
  if (!STARTS_PROGRAM.test(command)) return null
  return [...command.matchAll(QUOTED)].find(([, single]) => single?.includes('"'))?.[0] ?? null
}
