/** Names the files that came with the issue and were not read, so that nobody believes that they were. */
import type { Report } from '../report/report.ts'
import { codeSpan, inline } from './defuse.ts'

const MAX_NAMED = 5

/** One or two lines, or an empty string when every file was read. */
export function renderUnread({ unread = [] }: Report): string {
  if (unread.length === 0) return ''
  const named = unread.slice(0, MAX_NAMED).map(({ name, why }) => `${codeSpan(name, 60)} ${inline(why, 200)}`)
  const more = unread.length > MAX_NAMED ? `; and ${unread.length - MAX_NAMED} more` : ''
  return `**Not read:** ${named.join('; ')}${more}.${renderRemedy(unread.find((it) => it.forbidden)?.name)}`
}

/** What a shell takes for one word without quoting. */
const PLAIN_NAME = /^[\w][\w.-]{0,80}$/

/** Nobody has to make a file public for us: the reporter's own machine can read it. */
function renderRemedy(name: string | undefined): string {
  if (name === undefined) return ''
  const file = PLAIN_NAME.test(name) ? name : 'FILE'
  return `\n\nRun \`npx auth-triage check ${file}\` where the file is: it uploads nothing, and prints a redacted excerpt to paste here.`
}
