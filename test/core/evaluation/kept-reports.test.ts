import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LabelledReport, parseCorpus } from '../../../src/core/evaluation/corpus.ts'

const CORPUS = new URL('../../corpus/', import.meta.url)

function reportsIn(folder: string): readonly LabelledReport[] {
  const files = readdirSync(new URL(folder, CORPUS)).filter((name) => name.endsWith('.jsonl'))
  return files.flatMap((name) => parseCorpus(readFileSync(new URL(folder + name, CORPUS), 'utf8'), name))
}

test('no kept report is among those that clauses are written from', () => {
  const read = new Set([...reportsIn('./'), ...reportsIn('retold/')].map(({ id }) => id))
  const kept = reportsIn('kept/').map(({ id }) => id)
  expect(kept.length).toBeGreaterThan(200)
  expect(kept.filter((id) => read.has(id))).toEqual([])
})
