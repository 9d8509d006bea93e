/**
 * Removes `/triage` lines from a comment, since commands are not part of a report. The rule is simpler than the one in
 * `core/feedback/parse-commands.ts` but matches every command that the other accepts. It runs in linear time.
 */

/** A command at the start of a line, its name followed by white space or the line end. */
const COMMAND_LINE = /^[ \t]{0,3}\/triage(?=[ \t\r]|$)/i
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/s

/**
 * Replaces each command with an empty line, which preserves line numbers. Fenced code is a log and stays unchanged.
 * @param body a comment's Markdown
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

/**
 * Returns the fence that is open after a line. A line closes the fence if it has at least as many of the same
 * characters and nothing else.
 */
function fenceAfter(line: string, open: string | null): string | null {
  const [, marks = '', rest = ''] = FENCE.exec(line) ?? []
  if (marks === '') return open
  if (open === null) return marks.startsWith('`') && rest.includes('`') ? null : marks
  return marks.startsWith(open) && rest.trim() === '' ? null : open
}
