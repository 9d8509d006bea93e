import { expect, test } from 'vitest'
import { sentenceAround } from '../../../src/core/report/sentences.ts'

function around(marked: string): string {
  const start = marked.indexOf('«')
  const end = marked.indexOf('»') - 1
  const text = marked.replace(/[«»]/g, '')
  const bounds = sentenceAround(text, { start, end })
  return text.slice(bounds.start, bounds.end).trim()
}

test.each([
  ['One. Two «is» here. Three.', 'Two is here.'],
  ['«One» two. Three.', 'One two.'],
  ['One\n\ntwo «three»\n\nfour', 'two three'],
  ['- first item\n- second «item»\n- third', '- second item'],
  ['It fails, e.g. with «this» error. Next.', 'It fails, e.g. with this error.'],
  ['Is it (really?) «so»? Yes.', 'Is it (really?) so?'],
  ['1.2.3 is «new», 1.2.4 is not', '1.2.3 is new, 1.2.4 is not'],
  [
    `${'A line that an editor wrapped at the usual width of a page, so'}\nthat it «goes» on. Next.`,
    'A line that an editor wrapped at the usual width of a page, so\nthat it goes on.',
  ],
])('%j', (marked, sentence) => {
  expect(around(marked)).toBe(sentence)
})

test('costs no more than a bounded part of a text without full stops', () => {
  const text = 'word '.repeat(1_000)
  const { start, end } = sentenceAround(text, { start: 2_500, end: 2_504 })
  expect(end - start).toBeLessThanOrEqual(1_204)
})
