/** The page of the commands that people give in comments, from the one table. */
import { COMMANDS, type Command, usageOf } from '../feedback/commands.ts'
import { MAX_COMMANDS } from '../feedback/parse-commands.ts'

const INTRODUCTION = `# Talking to the bot

A command stands at the beginning of a line of a comment, letter for letter. In code, quotes, links and HTML, behind a
backslash or written with entities it is text, and so is what a mail program quotes below an answer. The bot carries out
the first ${MAX_COMMANDS} commands of a comment, each once, and acknowledges them by a reaction: 👍 done, 👀 done and answered in the
bot's comment, 😕 not understood or not allowed, with the reason in the bot's comment. When a comment is edited, only the
commands that were not there before are carried out.

Who counts as a maintainer is asked of GitHub: everyone whose role in the repository is at least the one in
\`commands: maintainers:\` of \`.github/auth-triage.yml\`, \`triage\` unless it says otherwise. Where two people disagree, the
later word of the one with more rights holds.

Where nothing may be written, a command is heard and kept, and not even acknowledged: while the operator stopped the bot, in
\`mode: dry-run\`, on issues that are locked or ignored, on an issue after \`/triage stop\`, and in a repository that is
paused. An undo that was held back so takes nothing back; give it again later. How much one person may say in an hour
stands [in the settings](configuration.md); what a maintainer says beyond that is heard when the next hour begins.
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
