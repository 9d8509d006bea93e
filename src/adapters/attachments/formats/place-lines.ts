/** Places each record's text on the line where the record starts in the file. */

export interface Block {
  /** 1-based number of the line on which the record starts in the file; ascending. */
  readonly line: number
  /** At least one line. */
  readonly lines: readonly string[]
}

/**
 * If every record starts on its own line, its text starts on that line, and lines that do not fit before the next
 * record are joined to the last line that fits. If records share a line, as in JSON without line breaks, line n of the
 * result is the n-th record, prefixed with `entry n: `.
 */
export function padToLines(blocks: readonly Block[]): string {
  const [first, second] = blocks
  const onOwnLines =
    second === undefined
      ? first !== undefined && first.line > 1
      : blocks.every(({ line }, index) => index === 0 || line > (blocks[index - 1]?.line ?? 0))
  if (!onOwnLines) return blocks.map(({ lines }, index) => `entry ${index + 1}: ${joinLines(lines)}`).join('\n')
  const text: string[] = []
  for (const [index, { line, lines }] of blocks.entries()) {
    while (text.length < line - 1) text.push('')
    const available = (blocks[index + 1]?.line ?? Number.POSITIVE_INFINITY) - line
    const fits = lines.length <= available
    text.push(...(fits ? lines : [...lines.slice(0, available - 1), joinLines(lines.slice(available - 1))]))
  }
  return text.join('\n')
}

function joinLines(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' | ')
}
