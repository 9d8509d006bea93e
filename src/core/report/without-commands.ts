/**
 * Removes `/triage` lines from a comment, since commands are not part of a report. The rule is simpler than the one of
 * `core/feedback/parse-commands.ts` and matches every command that it accepts. It takes linear time.
 */

/** A command at the start of a line, with white space or the line end after its name. */
const COMMAND_LINE = /^[ \t]{0,3}\/triage(?=[ \t\r]|$)/i
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/s

/**
 * Replaces each command by an empty line, so that line numbers stay. Fenced code is a log and stays unchanged.
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

/** The fence that is open after a line. A line of at least as many of the same marks and nothing else closes it. */
function fenceAfter(line: string, open: string | null): string | null {
  const [, marks = '', rest = ''] = FENCE.exec(line) ?? []
  if (marks === '') return open
  if (open === null) return marks.startsWith('`') && rest.includes('`') ? null : marks
  return marks.startsWith(open) && rest.trim() === '' ? null : open
}
