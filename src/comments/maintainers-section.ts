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

export function renderMaintainersBoxes(): string {
  const boxes = Object.values(BOXES).map((words) => `- [ ] ${words}`)
  return `<details>\n<summary>For maintainers</summary>\n\n${boxes.join('\n')}\n\n</details>`
}

/** @param body of our own comment as it is now; @returns the box that is ticked, null when none is or both are */
export function readTicked(body: string): Box | null {
  const ticked = (Object.keys(BOXES) as Box[]).filter((box) =>
    body.toLowerCase().includes(`- [x] ${BOXES[box]}`.toLowerCase()),
  )
  return ticked.length === 1 ? (ticked[0] ?? null) : null
}
