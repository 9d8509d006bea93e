/** Names the files that came with the issue and were not read, so that nobody believes that they were. */
import type { Report } from '../report/report.ts'
import { fillCommand } from './authored.ts'
import { showValue } from './captured-value.ts'
import { codeSpan, inlineCode } from './defuse.ts'

const MAX_NAMED = 5

/** One or two lines, or an empty string when every file was read. */
export function renderUnreadSection({ unread = [] }: Report): string {
  if (unread.length === 0) return ''
  const named = unread.slice(0, MAX_NAMED).map(({ name, why }) => `${showValue(name)} ${inlineCode(why, 200)}`)
  const more = unread.length > MAX_NAMED ? `; and ${unread.length - MAX_NAMED} more` : ''
  return `**Not read:** ${named.join('; ')}${more}.${renderRemedy(unread.find((it) => it.forbidden)?.name)}`
}

/** Nobody has to make a file public for us: the reporter's own machine can read it. */
function renderRemedy(name: string | undefined): string {
  if (name === undefined) return ''
  const command = fillCommand('npx auth-triage check {{file}}', { file: name })
  return `\n\nRun ${codeSpan(command)} where the file is: it uploads nothing, and prints a redacted excerpt to paste here.`
}
