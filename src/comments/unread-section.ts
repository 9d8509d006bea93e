/** Names the files that came with the issue and were not read, so that nobody believes that they were. */
import type { Report } from '../report/report.ts'
import { codeSpan, inline } from './defuse.ts'

const MAX_NAMED = 5

/** One line, or an empty string when every file was read. */
export function renderUnread({ unread = [] }: Report): string {
  if (unread.length === 0) return ''
  const named = unread.slice(0, MAX_NAMED).map(({ name, why }) => `${codeSpan(name, 60)} ${inline(why, 200)}`)
  const more = unread.length > MAX_NAMED ? `; and ${unread.length - MAX_NAMED} more` : ''
  return `**Not read:** ${named.join('; ')}${more}.`
}
