import { describe, expect, test } from 'vitest'
import type { Findings, Standing } from '../../../src/core/diagnosis/collect-evidence.ts'
import { AUTH_OTHER, describeOutcomes, estimate, NOT_AUTH } from '../../../src/core/diagnosis/confidence.ts'
import type { Evidence, Strength } from '../../../src/core/diagnosis/diagnosis.ts'
import { SHIPPED_JUDGEMENT } from '../../../src/core/diagnosis/model-parameters.ts'
import { generator, type Random } from '../../support/generator.ts'
import { PLAIN_JUDGEMENT } from '../../support/packs.ts'
import { evidenceOf } from '../../support/reports.ts'
import { signatureOf } from '../../support/signatures.ts'

const { weights, reliabilities } = PLAIN_JUDGEMENT

function evidence(...strengths: readonly Strength[]): readonly Evidence[] {
  return strengths.map((strength, at) => evidenceOf({ id: `clause-${at}`, strength }))
}

function standingOf(id: string, overrides: Partial<Standing> = {}, broader?: string): Standing {
  const signature = signatureOf(id, broader === undefined ? {} : { broader })
  return { signature, evidence: evidence('decisive'), against: [], likeness: null, counterSigns: [], ...overrides }
}

function findingsOf(standings: readonly Standing[], overrides: Partial<Findings> = {}): Findings {
  const likeness = { probabilities: new Map() }
  return {
    standings,
    topic: [],
    counterSigns: [],
    counterSignsInTitle: [],
    isVetoed: false,
    likeness,
    generic: [],
    ...overrides,
  }
}

/** The features of one outcome that are not zero. */
function features(outcome: string, findings: Findings): Record<string, number> {
  const described = describeOutcomes(findings, reliabilities).find((it) => it.outcome === outcome)
  return Object.fromEntries(Object.entries(described!.features).filter(([, value]) => value !== 0))
}

describe('probabilities', () => {
  const STRENGTHS = ['decisive', 'strong', 'supporting'] as const

  function randomFindings(random: Random): Findings {
    const some = () => evidence(...Array.from({ length: random(5) }, () => STRENGTHS[random(3)]!))
    const standings = Array.from({ length: random(6) }, (_, at) =>
      standingOf(`sign-${at}`, { evidence: some(), against: some(), counterSigns: random(3) === 0 ? ['holiday'] : [] }),
    )
    return findingsOf(standings, { topic: some(), counterSigns: random(3) === 0 ? ['holiday'] : [] })
  }

  test.each([
    ['the plain', weights],
    ['the shipped', SHIPPED_JUDGEMENT.weights],
    ['huge', { decisive: 5_000, none: -5_000, other: 4_000 }],
    ['no', {}],
  ])('sum to one for 200 random findings, with %s weights', (_, given) => {
    const random = generator(5)
    for (let round = 0; round < 200; round++) {
      const { signatures, other, none } = estimate(randomFindings(random), { weights: given, reliabilities })
      const shares = [...signatures.values(), other, none]
      expect(shares.every((it) => it >= 0 && it <= 1)).toBe(true)
      expect(shares.reduce((sum, it) => sum + it, 0)).toBeCloseTo(1, 10)
    }
  })

  test('are the shares of the exponentials of the scores', () => {
    const { signatures, other, none } = estimate(findingsOf([standingOf('lost-badge')]), PLAIN_JUDGEMENT)
    const sum = Math.exp(6) + 1 + Math.exp(2)
    expect(signatures.get('lost-badge')).toBeCloseTo(Math.exp(6) / sum, 12)
    expect(other).toBeCloseTo(1 / sum, 12)
    expect(none).toBeCloseTo(Math.exp(2) / sum, 12)
  })

  test('of nothing found are shared by the two outcomes without a signature', () => {
    const { signatures, other, none } = estimate(findingsOf([]), { weights: {}, reliabilities })
    expect([signatures.size, other, none]).toEqual([0, 0.5, 0.5])
  })

  test.each<[string, Partial<Standing>, 'more' | 'less']>([
    ['a second line', { evidence: evidence('strong', 'supporting') }, 'more'],
    ['a line against it', { against: evidence('strong') }, 'less'],
    ['its counter-sign', { counterSigns: ['holiday'] }, 'less'],
  ])('%s makes a signature %s likely', (_, change, direction) => {
    const before = { evidence: evidence('strong') }
    const of = (standing: Partial<Standing>) =>
      estimate(findingsOf([standingOf('lost-badge', standing)]), PLAIN_JUDGEMENT).signatures.get('lost-badge')!
    expect(Math.sign(of({ ...before, ...change }) - of(before))).toBe(direction === 'more' ? 1 : -1)
  })
})

describe('features', () => {
  test('count each strength, the first of it apart from the rest, up to a limit', () => {
    const many = evidence('decisive', 'decisive', 'strong', ...Array<Strength>(9).fill('supporting'))
    expect(features('lost-badge', findingsOf([standingOf('lost-badge', { evidence: many })]))).toMatchObject({
      decisive: 1,
      decisiveMore: 1,
      strong: 1,
      supporting: 1,
      supportingMore: 3,
    })
  })

  test('count what speaks against, a place in the title and a counter-sign', () => {
    const standing = standingOf('lost-badge', {
      evidence: [evidenceOf({ segment: 'title', strength: 'strong' })],
      against: evidence('decisive', 'strong', 'strong', 'strong', 'supporting'),
      counterSigns: ['holiday'],
    })
    expect(features('lost-badge', findingsOf([standing]))).toMatchObject({
      inTitle: 1,
      againstDecisive: 1,
      againstStrong: 2,
      againstSupporting: 1,
      counterSign: 1,
    })
  })

  test.each<[Strength, number | undefined]>([
    ['decisive', 1],
    ['strong', 1],
    ['supporting', undefined],
  ])('a general failure is outranked when a kind of it shows %s evidence: %s', (strength, outranked) => {
    const kind = standingOf('lost-badge', { evidence: evidence(strength) }, 'torn-ticket')
    const findings = findingsOf([kind, standingOf('torn-ticket')])
    expect(features('torn-ticket', findings)['outranked']).toBe(outranked)
    expect(features('lost-badge', findings)['outranked']).toBeUndefined()
  })

  test('the outcomes without a signature read the topic and the counter-signs', () => {
    const findings = findingsOf([], {
      topic: evidence('strong', 'decisive', 'supporting'),
      counterSigns: ['holiday', 'strike', 'storm'],
    })
    expect(features(AUTH_OTHER, findings)).toMatchObject({ other: 1, otherTopicStrong: 2, otherTopicSupporting: 1 })
    expect(features(NOT_AUTH, findings)).toMatchObject({
      none: 1,
      noneTopicStrong: 2,
      noneTopicSupporting: 1,
      noneCounterSign: 2,
    })
  })

  test('likeness counts by its logarithm, which has a floor; an unknown one by itself', () => {
    const of = (likeness: number | null) => features('lost-badge', findingsOf([standingOf('lost-badge', { likeness })]))
    expect(of(0.5)['likeness']).toBeCloseTo(Math.log(0.5), 12)
    expect(of(0)['likeness']).toBe(-7)
    expect(of(null)).toMatchObject({ unknownLikeness: 1 })
    expect(of(null)['likeness']).toBeUndefined()
  })
})
