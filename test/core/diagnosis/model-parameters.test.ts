import { expect, test } from 'vitest'
import { collectEvidence } from '../../../src/core/diagnosis/collect-evidence.ts'
import { describeOutcomes } from '../../../src/core/diagnosis/confidence.ts'
import { SHIPPED_PARAMETERS } from '../../../src/core/diagnosis/model-parameters.ts'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { segmentOf, twoSignaturePack } from '../../support/packs.ts'
import { reportOf } from '../../support/reports.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

const { weights, reliabilities, thresholds, classifyText } = SHIPPED_PARAMETERS

/** Returns the names of all features, for a signature that the text classifier knows and for one that it does not. */
function featureNames(): ReadonlySet<string> {
  const pack = twoSignaturePack()
  const segments = [segmentOf('lost-badge found, torn-ticket found')]
  const scanned = scanReport(reportOf({ segments }), pack)
  const textClass = { probabilities: new Map([['lost-badge', 0.5]]), brevity: 0.5 }
  return new Set(
    describeOutcomes(collectEvidence(scanned, textClass, pack), reliabilities).flatMap(({ features }) =>
      Object.keys(features),
    ),
  )
}

test('every weight belongs to an existing feature', () => {
  expect(Object.keys(weights).length).toBeGreaterThan(10)
  const isOfReport = (name: string) => /^none(?:Request|Failure|Topic|ThisCounterSign):/.test(name)
  expect([...Object.keys(weights)].filter((name) => !isOfReport(name) && !featureNames().has(name))).toEqual([])
})

test('every weight of a clause or a counter-sign belongs to one that the pack has', async () => {
  const known = new Set([...pack.topic.evidence.map(({ id }) => id), ...Object.keys(pack.counterSigns)])
  const named = Object.keys(weights).flatMap((name) => /^none(?:Topic|ThisCounterSign):([^:]+)/.exec(name)?.[1] ?? [])
  expect(named.filter((id) => !known.has(id))).toEqual([])
})

test('the thresholds are shares, and strong clauses need at least as much confidence as decisive ones', () => {
  for (const threshold of Object.values(thresholds)) {
    expect(threshold).toBeGreaterThan(0)
    expect(threshold).toBeLessThanOrEqual(1)
  }
  expect(thresholds.assertStrong).toBeGreaterThanOrEqual(thresholds.assertDecisive)
})

test('stronger evidence weighs more, and evidence against has negative weights', () => {
  const weight = (name: string) => weights[name] ?? 0
  const worth = (strength: 'decisive' | 'strong' | 'supporting') =>
    weight(strength) + weight('bestClause') * reliabilities.strengths[strength]
  expect(worth('decisive')).toBeGreaterThan(worth('strong'))
  expect(worth('strong')).toBeGreaterThan(worth('supporting'))
  expect(weight('againstStrong')).toBeLessThan(0)
  expect(weight('counterSign')).toBeLessThanOrEqual(0)
})

test('the text classifier gives deterministic probabilities that sum to one', () => {
  const read = () => classifyText([segmentOf('The token expired and I cannot log in')]).probabilities
  expect(read().size).toBeGreaterThan(0)
  expect([...read().values()].reduce((sum, it) => sum + it, 0)).toBeCloseTo(1, 9)
  expect(read()).toEqual(read())
})
