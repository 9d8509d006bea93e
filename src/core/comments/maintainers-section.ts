/**
 * The maintainers' section of an answer: boxes to tick instead of writing a command. GitHub lets only people with
 * rights edit the bot's comment, and ticking a box is an edit that records who made it.
 */

/** The text of each box, by the feedback that the box gives. */
const BOXES = {
  wrong: 'This answer is wrong: take it back',
  right: 'This answer is right: the label is correct',
} as const

export type Box = keyof typeof BOXES

const NAMES = Object.keys(BOXES) as Box[]
const HEADING = ['<details>', '<summary>For maintainers</summary>']

export function renderMaintainersBoxes(): string {
  return sectionWith(null).join('\n')
}

/**
 * Reads only the section that the bot wrote. Finds it by its position and compares it line by line, because a quoted
 * line in the comment may contain the same words.
 * @param body the body of the bot's own comment
 * @returns the ticked box; null when neither or both boxes are ticked, or when the section differs from the one that
 *   the bot writes
 */
export function readTicked(body: string): Box | null {
  const lines = unfenced(body)
  const start = lines.findIndex((_, at) => startsWith(lines.slice(at, at + HEADING.length), HEADING))
  if (start === -1) return null
  return NAMES.find((box) => startsWith(lines.slice(start), sectionWith(box))) ?? null
}

function sectionWith(ticked: Box | null): readonly string[] {
  const boxes = NAMES.map((box) => `- [${box === ticked ? 'x' : ' '}] ${BOXES[box]}`)
  return [...HEADING, '', ...boxes, '', '</details>']
}

function startsWith(lines: readonly string[], section: readonly string[]): boolean {
  return section.every((line, at) => line === lines[at])
}

/** Returns the lines outside fenced code, because the comment quotes whole lines in fenced code. */
function unfenced(body: string): readonly string[] {
  const lines: string[] = []
  let fence: string | null = null
  for (const raw of body.split('\n')) {
    const line = raw.trimEnd()
    const [ticks = null] = /^`{3,}/.exec(line) ?? []
    if (fence === null && ticks === null) lines.push(line.replace(/^- \[X\]/, '- [x]'))
    else if (fence === null) fence = ticks
    else if (ticks !== null && ticks.length >= fence.length && ticks === line) fence = null
  }
  return lines
}
