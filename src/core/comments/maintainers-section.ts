/**
 * The maintainers' part of an answer: boxes to tick instead of a command. GitHub lets only people with rights edit a
 * comment of ours, and ticking a box is an edit that says who did it.
 */

/** What ticking a box says. */
const BOXES = {
  wrong: 'This answer is wrong: take it back',
  right: 'This answer is right: it is what the label says',
} as const

export type Box = keyof typeof BOXES

const NAMES = Object.keys(BOXES) as Box[]
const HEADING = ['<details>', '<summary>For maintainers</summary>']

export function renderMaintainersBoxes(): string {
  return sectionWith(null).join('\n')
}

/**
 * Only the section that the bot wrote is read, by its place and line by line: what the comment quotes of a stranger may
 * hold the same words.
 * @param body of our own comment as it is now
 * @returns the box that is ticked; null when none is or both are, and when the section is not as the bot writes it
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

/** The lines outside of fenced code, which is where the comment quotes whole lines. */
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
