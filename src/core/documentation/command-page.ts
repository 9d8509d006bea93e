/** Renders the page about the comment commands from the table in `feedback/commands.ts`. */
import { COMMANDS, type Command, usageOf } from '../feedback/commands.ts'
import { MAX_COMMANDS } from '../feedback/parse-commands.ts'

const INTRODUCTION = `# Talking to the bot

Write a command as plain text at the start of a line in a comment. In code, quotes, links or HTML, after a backslash, or
written with entities, it is ordinary text, and so is the quoted message below an email reply. The bot carries out the
first ${MAX_COMMANDS} commands in a comment, each once, and acknowledges them with a reaction: 👍 done, 👀 done and answered in the bot's
comment, 😕 not understood or not allowed, with the reason in the bot's comment. When a comment is edited, only its new
commands are carried out.

Plain words work, too, if a short comment says nothing else: "fixed", "works now" or "that was it, thanks" counts as
\`/triage worked\`, and "this is not an auth issue" or "not MCP here" as \`/triage wrong\`. Only the reporter's and
maintainers' words count, a maintainer's "works for me" does not, and neither do questions, doubts and quotations. The bot
acknowledges them with 👍. Under the open question about [a fix](learning.md#fixes), a reporter's "works now" or "fixed"
answers that question instead; "that was it" still counts as \`/triage worked\`.

Maintainers are the people whose GitHub role is at least the one set by \`commands: maintainers:\` in
\`.github/auth-triage.yml\`; the default is \`triage\`. When two people disagree, the one with more rights prevails; with equal
rights, the later feedback does.

When the bot must not write, a command is recorded but not acknowledged: while the operator has stopped the bot, in
\`mode: dry-run\`, on locked or ignored issues, on an issue after \`/triage stop\` (a reporter's stop does not bind maintainers), and in a paused repository. A suppressed
undo has no effect; repeat it later. [The settings](configuration.md) limit the feedback accepted from one person per
hour; a maintainer's feedback beyond the limit is handled when the next hour starts.
`

const GROUPS = [
  ['anyone', 'Everyone'],
  ['reporter', 'The reporter and maintainers'],
  ['maintainer', 'Maintainers'],
] as const

export function renderCommandPage(): string {
  const groups = GROUPS.map(([by, title]) => `## ${title}\n\n${table(COMMANDS.filter((it) => it.by === by))}\n`)
  return [INTRODUCTION, ...groups].join('\n')
}

function table(commands: readonly Command[]): string {
  const rows = commands.map((command) => `| \`${usageOf(command)}\` | ${command.help} |`)
  return ['| command | what it does |', '|---|---|', ...rows].join('\n')
}
