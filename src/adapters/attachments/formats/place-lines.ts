/** Puts what was read of records back on the lines where the records stand. */

export interface Block {
  /** 1-based line of the file on which the record begins; ascending. */
  readonly line: number
  /** At least one. */
  readonly lines: readonly string[]
}

/**
 * Where every record begins on a line of its own, its text begins on that line, and what has no room before the next
 * record is joined to its last line. Where records share a line, as in JSON without line breaks, line n of the result is
 * the n-th record and says so.
 */
export function padToLines(blocks: readonly Block[]): string {
  const [first, second] = blocks
  const apart =
    second === undefined
      ? first !== undefined && first.line > 1
      : blocks.every(({ line }, index) => index === 0 || line > (blocks[index - 1]?.line ?? 0))
  if (!apart) return blocks.map(({ lines }, index) => `entry ${index + 1}: ${oneLine(lines)}`).join('\n')
  const text: string[] = []
  for (const [index, { line, lines }] of blocks.entries()) {
    while (text.length < line - 1) text.push('')
    const room = (blocks[index + 1]?.line ?? Number.POSITIVE_INFINITY) - line
    const fits = lines.length <= room
    text.push(...(fits ? lines : [...lines.slice(0, room - 1), oneLine(lines.slice(room - 1))]))
  }
  return text.join('\n')
}

function oneLine(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' | ')
}
