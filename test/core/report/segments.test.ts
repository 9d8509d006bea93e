import { describe, expect, test } from 'vitest'
import { readReport } from '../../../src/core/report/read-report.ts'
import { lineAt, type Segment } from '../../../src/core/report/report.ts'
import { generator, type Random } from '../../support/generator.ts'

const inBody = (body: string): readonly Segment[] => readReport({ title: '', body, attachments: [] }).segments

describe('segments of random bodies', () => {
  test('have every word on the line that lineAt returns', () => {
    const random = generator(7)
    for (let run = 0; run < 300; run++) {
      const body = randomBody(random)
      const source = body.split('\n')
      for (const segment of inBody(body)) {
        expect(segment.text.trim()).not.toBe('')
        for (const word of segment.text.matchAll(/w\d+w/g)) {
          expect(source[lineAt(segment, word.index) - 1], body).toContain(word[0])
        }
      }
    }
  })

  test('contain every word of a body without boilerplate', () => {
    const random = generator(11)
    for (let run = 0; run < 300; run++) {
      const body = randomBody(random)
      const read = inBody(body)
        .map(({ text, heading }) => `${heading} ${text}`)
        .join('\n')
      for (const [word] of body.matchAll(/w\d+w/g)) expect(read, body).toContain(word)
    }
  })
})

/** Blocks of all kinds with unique words. */
function randomBody(random: Random): string {
  let count = 0
  const word = (): string => `w${++count}w`
  const blocks: (() => string)[] = [
    () => `${word()} ${word()}\n${word()} \`${word()}\` *${word()}*`,
    () => `## ${word()}`,
    () => `- ${word()}\n- ${word()}\n  ${word()}\n\n  ${word()}`,
    () => `\`\`\`\n${word()}\n\n  ${word()}\n\`\`\``,
    () => `> ${word()}\n> ${word()}\n${word()}`,
    () => `| ${word()} | ${word()} |\n|---|---|\n| ${word()} | ${word()} |`,
    () => `2026-01-02T03:04:05Z ERROR ${word()}\n    at ${word()} (a.js:1:2)\n${word()}`,
    () => `<details>\n<summary>${word()}</summary>\n\n${word()}\n</details>`,
    () => `<pre>${word()}\n\n${word()}</pre>`,
    () => `1. ${word()}\n   - ${word()}\n\n         ${word()}\n2. ${word()}`,
    () => `[${word()}](https://x.example)\n<b\nid="x">${word()}</b> ${word()}  \n${word()}`,
    () => `**${word()} ${word()}**\n${word()}`,
    () => '<!-- a\n\nb -->',
    () => `    ${word()}\n\n    ${word()}`,
    () => `${word()}&#10;${word()}\n${word()}`,
  ]
  return Array.from({ length: 1 + random(9) }, () => (blocks[random(blocks.length)] ?? word)()).join(
    '\n'.repeat(1 + random(3)),
  )
}
