import { describe, expect, test } from 'vitest'
import { readTicked, renderMaintainersBoxes } from '../../../src/core/comments/maintainers-section.ts'

const WRONG = '- [ ] This answer is wrong: take it back'
const RIGHT = '- [ ] This answer is right: the label is correct'
const SECTION = renderMaintainersBoxes()
const tick = (body: string, ...boxes: readonly string[]) =>
  boxes.reduce((text, box) => text.replace(box, box.replace('[ ]', '[x]')), body)
const around = (section: string) => `<!-- auth-triage:v1 {} -->\nThis looks like it.\n\n${section}\n\n<sub>footer</sub>`

describe('a ticked box', () => {
  test.each([
    ['for a wrong answer', around(tick(SECTION, WRONG)), 'wrong'],
    ['for a right answer', around(tick(SECTION, RIGHT)), 'right'],
    ['with line endings from a browser', around(tick(SECTION, WRONG)).replaceAll('\n', '\r\n'), 'wrong'],
    ['typed by hand with a capital X', around(tick(SECTION, WRONG).replace('[x]', '[X]')), 'wrong'],
    ['below quoted code', around(`\`\`\`\`text\n\`\`\`\nlog\n\`\`\`\`\n\n${tick(SECTION, RIGHT)}`), 'right'],
  ])('is read: %s', (_, body, says) => {
    expect(readTicked(body)).toBe(says)
  })

  test.each([
    ['no box is ticked', around(SECTION)],
    ['both boxes are ticked', around(tick(SECTION, WRONG, RIGHT))],
    ['there is no section', around('')],
    ['in a quoted line of a log', around(`\`\`\`text\n${tick(WRONG, WRONG)}\n\`\`\`\n\n${SECTION}`)],
    ['in a whole section inside a log', around(`\`\`\`text\n${tick(SECTION, WRONG)}\n\`\`\`\n\n${SECTION}`)],
    ['in code that never ends', around(`\`\`\`text\n${tick(SECTION, WRONG)}`)],
    ['in a quote', around(`> ${tick(WRONG, WRONG)}\n\n${SECTION}`)],
    ['in plain text above', around(`${tick(WRONG, WRONG)}\n\n${SECTION}`)],
    ['in a second section below', around(`${SECTION}\n\n${tick(SECTION, WRONG)}`)],
    ['in a section with an extra line', around(tick(SECTION, WRONG).replace(RIGHT, `- [ ] other\n${RIGHT}`))],
    ['in different words', around(SECTION.replace(WRONG, '- [x] This answer is wrong: take it back now'))],
  ])('is not read: %s', (_, body) => {
    expect(readTicked(body)).toBeNull()
  })
})
