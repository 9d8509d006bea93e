/**
 * What people say to the bot is no part of a report: a comment goes in, the comment without its `/triage` lines comes out.
 * The rule is simpler than the one by which commands are obeyed, and takes in all of those; time is linear.
 */

/** As `core/feedback/parse-commands.ts` has it: at the beginning of a line, and nothing else stuck to it. */
const COMMAND_LINE = /^[ \t]{0,3}\/triage(?=[ \t\r]|$)/i
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/s

/**
 * Each command becomes an empty line, so that the numbers of lines stay; what stands in fenced code is a log.
 * @param body Markdown of a comment
 */
export function withoutCommands(body: string): string {
  if (!/\/triage/i.test(body)) return body
  let fence: string | null = null
  return body
    .split('\n')
    .map((line) => {
      const isCode = fence !== null
      fence = fenceAfter(line, fence)
      return !isCode && COMMAND_LINE.test(line) ? '' : line
    })
    .join('\n')
}

/** The fence that is open after a line; a fence is closed by as many marks of its kind and nothing else. */
function fenceAfter(line: string, open: string | null): string | null {
  const [, marks = '', rest = ''] = FENCE.exec(line) ?? []
  if (marks === '') return open
  if (open === null) return marks.startsWith('`') && rest.includes('`') ? null : marks
  return marks.startsWith(open) && rest.trim() === '' ? null : open
}
