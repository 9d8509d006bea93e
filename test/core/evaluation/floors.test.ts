/**
 * Floors for the shipped pack's accuracy on the project's own reports: if the accuracy falls below them, the check
 * fails.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseCorpus } from '../../../src/core/evaluation/corpus.ts'
import { evaluate } from '../../../src/core/evaluation/evaluate.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

const FOLDER = new URL('../../corpus/', import.meta.url)

const reports = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => parseCorpus(readFileSync(new URL(name, FOLDER), 'utf8'), name))

test('the pack ranks, asserts and stays silent well enough on our own reports', async () => {
  const { figures } = evaluate(reports, pack, () => 0)
  expect(figures.reports).toBeGreaterThanOrEqual(879)
  expect(figures.top1).toBeGreaterThanOrEqual(0.955)
  expect(figures.asserted.strictPrecision).toBeGreaterThanOrEqual(0.955)
  expect(figures.asserted.recall).toBeGreaterThanOrEqual(0.7)
  expect(figures.falseAssertsPer1000).toBeLessThanOrEqual(5)
  expect(figures.falseCommentsPer1000).toBeLessThanOrEqual(15)
})
