/** Lists the attachments that were not read, so that nobody assumes they were. */
import type { Report } from '../report/report.ts'
import { fillCommand } from './authored.ts'
import { showValue } from './captured-value.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { withoutBacklink } from './issue-link.ts'

const MAX_NAMED = 5
const INSTALLATION = withoutBacklink('https://github.com/auth-triage/auth-triage#install-it')

/** @returns one or two paragraphs; an empty string when every file was read */
export function renderUnreadSection({ unread = [] }: Report): string {
  if (unread.length === 0) return ''
  const named = unread.slice(0, MAX_NAMED).map(({ name, why }) => `${showValue(name)} ${inlineCode(why, 200)}`)
  const more = unread.length > MAX_NAMED ? `; and ${unread.length - MAX_NAMED} more` : ''
  return `**Not read:** ${named.join('; ')}${more}.${renderRemedy(unread.find((it) => it.forbidden)?.name)}`
}

/** Reporters need not make a file public: they can check it on their own machine. */
function renderRemedy(name: string | undefined): string {
  if (name === undefined) return ''
  const command = fillCommand('auth-triage check {{file}}', { file: name })
  return `\n\nRun ${codeSpan(command)} in the file's folder ([how to install it](${INSTALLATION})). It uploads nothing and prints a redacted excerpt that you can paste here.`
}
