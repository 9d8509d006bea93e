import { expect, test } from 'vitest'
import { createTextClassifier, type TextClassifierModel } from '../../../src/core/diagnosis/text-classifier.ts'
import type { Segment } from '../../../src/core/report/report.ts'

const TERMS = Array.from({ length: 80 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at}`)

/** Two classes; only the first term says which. */
const MODEL: TextClassifierModel = {
  classes: ['lost-badge', 'not-auth'],
  terms: TERMS,
  idf: TERMS.map(() => 1),
  bias: [0, 0],
  weights: Buffer.from(new Int8Array([100, -100, ...TERMS.slice(1).flatMap(() => [0, 0])])).toString('base64'),
  scale: 0.02,
}
const classify = createTextClassifier(MODEL)

const prose = (text: string): readonly Segment[] => [
  { kind: 'prose', source: 'body', heading: null, line: 1, flattened: false, text },
]

test('words that a model knows shift the shares, which always sum to one', () => {
  const { probabilities } = classify(prose(TERMS[0] as string))
  expect(probabilities.get('lost-badge')).toBeGreaterThan(0.9)
  expect([...probabilities.values()].reduce((sum, it) => sum + it, 0)).toBeCloseTo(1, 12)
  expect([...classify(prose('nothing known')).probabilities.values()]).toEqual([0.5, 0.5])
})

test('the fewer known words there are, the briefer a text is', () => {
  const brevity = (words: number) => classify(prose(TERMS.slice(0, words).join(' '))).brevity
  expect(brevity(0)).toBe(1)
  expect(brevity(15)).toBeCloseTo(0.75, 12)
  expect([brevity(60), brevity(80)]).toEqual([0, 0])
})
