import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { measureEndings, parseEndings, readEndings } from '../../../src/core/evaluation/evaluate-endings.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

const CORPUS = new URL('../../corpus/endings/', import.meta.url)

/** Measured: all grades right, on .92 and .77 of the endings that a person grades. The reader was written before it saw the second file. */
describe.each([
  ['read.jsonl', 0.85],
  ['held-back.jsonl', 0.75],
])('the endings in %s', (file, minRecall) => {
  test('are graded right in 95 of 100 cases, most are found, and none is read into a bystander’s words', async () => {
    const read = readEndings(parseEndings(await readFile(new URL(file, CORPUS), 'utf8'), file), pack)
    const figures = measureEndings(read)
    expect(figures.endings).toBe(30)
    expect(figures.precision).toBeGreaterThanOrEqual(0.95)
    expect(figures.recall).toBeGreaterThanOrEqual(minRecall)
    expect(read.filter(({ kind, got }) => kind.includes('bystander') && got !== 'no-evidence')).toEqual([])
  })
})

test('a wrong cause counts as wrong, and a grade without need as overread', () => {
  const pack = twoSignaturePack()
  const body = 'The OAuth login failed because torn-ticket found. Login error solved.'
  const line = { id: 'x', answer: 'lost-badge', comments: [{ by: 'reporter', body }] }
  const text = [
    { ...line, expected: 'contradicted', cause: 'torn-ticket' },
    { ...line, expected: 'contradicted', cause: 'something-else' },
    { ...line, expected: 'no-evidence' },
  ]
  const endings = parseEndings(text.map((it) => JSON.stringify(it)).join('\n'), 'endings.jsonl')
  expect(measureEndings(readEndings(endings, pack))).toEqual({
    endings: 3,
    graded: 3,
    precision: 1 / 3,
    recall: 1 / 2,
    overread: 1,
  })
})

test('a malformed line is named', () => {
  expect(() => parseEndings('{"id":"x"}', 'endings.jsonl')).toThrow('endings.jsonl:1 is not an ending')
})
