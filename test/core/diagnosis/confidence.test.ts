import { describe, expect, test } from 'vitest'
import type { CollectedEvidence, SignatureMatch } from '../../../src/core/diagnosis/collect-evidence.ts'
import { AUTH_OTHER, describeOutcomes, estimate, NOT_AUTH } from '../../../src/core/diagnosis/confidence.ts'
import type { Evidence, Strength } from '../../../src/core/diagnosis/diagnosis.ts'
import { SHIPPED_PARAMETERS } from '../../../src/core/diagnosis/model-parameters.ts'
import { generator, type Random } from '../../support/generator.ts'
import { PLAIN_JUDGEMENT } from '../../support/packs.ts'
import { evidenceOf } from '../../support/reports.ts'
import { signatureOf } from '../../support/signatures.ts'

const { weights, reliabilities } = PLAIN_JUDGEMENT

function evidence(...strengths: readonly Strength[]): readonly Evidence[] {
  return strengths.map((strength, at) => evidenceOf({ id: `clause-${at}`, strength }))
}

function matchOf(id: string, overrides: Partial<SignatureMatch> = {}, broader?: string): SignatureMatch {
  const signature = signatureOf(id, broader === undefined ? {} : { broader })
  return {
    signature,
    evidence: evidence('decisive'),
    inTitle: false,
    against: [],
    textClass: null,
    counterSigns: [],
    question: null,
    questionsAbout: new Map(),
    ...overrides,
  }
}

function collectedOf(
  signatureMatches: readonly SignatureMatch[],
  overrides: Partial<CollectedEvidence> = {},
): CollectedEvidence {
  const textClass = { probabilities: new Map(), brevity: 0 }
  return {
    signatureMatches,
    topic: [],
    topicInTitle: false,
    counterSigns: [],
    counterSignsInTitle: [],
    purpose: { request: [], failure: [] },
    textClass,
    generic: [],
    sharedQuestion: null,
    answers: [],
    ...overrides,
  }
}

/** Returns the non-zero features of one outcome. */
function features(outcome: string, collected: CollectedEvidence): Record<string, number> {
  const described = describeOutcomes(collected, reliabilities).find((it) => it.outcome === outcome)
  return Object.fromEntries(Object.entries(described!.features).filter(([, value]) => value !== 0))
}

describe('probabilities', () => {
  const STRENGTHS = ['decisive', 'strong', 'supporting'] as const

  function randomEvidence(random: Random): CollectedEvidence {
    const some = () => evidence(...Array.from({ length: random(5) }, () => STRENGTHS[random(3)]!))
    const signatureMatches = Array.from({ length: random(6) }, (_, at) =>
      matchOf(`sign-${at}`, {
        evidence: some(),
        against: some(),
        counterSigns: random(3) === 0 ? ['holiday'] : [],
      }),
    )
    return collectedOf(signatureMatches, { topic: some(), counterSigns: random(3) === 0 ? ['holiday'] : [] })
  }

  test.each([
    ['the plain', weights],
    ['the shipped', SHIPPED_PARAMETERS.weights],
    ['huge', { decisive: 5_000, none: -5_000, other: 4_000 }],
    ['no', {}],
  ])('sum to one for 200 random inputs, with %s weights', (_, given) => {
    const random = generator(5)
    for (let round = 0; round < 200; round++) {
      const { signatures, other, none } = estimate(randomEvidence(random), { weights: given, reliabilities })
      const shares = [...signatures.values(), other, none]
      expect(shares.every((it) => it >= 0 && it <= 1)).toBe(true)
      expect(shares.reduce((sum, it) => sum + it, 0)).toBeCloseTo(1, 10)
    }
  })

  test('are the normalised exponentials of the scores', () => {
    const { signatures, other, none } = estimate(collectedOf([matchOf('lost-badge')]), PLAIN_JUDGEMENT)
    const sum = Math.exp(6) + 1 + Math.exp(2)
    expect(signatures.get('lost-badge')).toBeCloseTo(Math.exp(6) / sum, 12)
    expect(other).toBeCloseTo(1 / sum, 12)
    expect(none).toBeCloseTo(Math.exp(2) / sum, 12)
  })

  test('are split between the two outcomes without a signature when there is no evidence', () => {
    const { signatures, other, none } = estimate(collectedOf([]), { weights: {}, reliabilities })
    expect([signatures.size, other, none]).toEqual([0, 0.5, 0.5])
  })

  test.each<[string, Partial<SignatureMatch>, 'more' | 'less']>([
    ['further evidence', { evidence: evidence('strong', 'supporting') }, 'more'],
    ['evidence against it', { against: evidence('strong') }, 'less'],
    ['its counter-sign', { counterSigns: ['holiday'] }, 'less'],
  ])('%s makes a signature %s likely', (_, change, direction) => {
    const before = { evidence: evidence('strong') }
    const of = (match: Partial<SignatureMatch>) =>
      estimate(collectedOf([matchOf('lost-badge', match)]), PLAIN_JUDGEMENT).signatures.get('lost-badge')!
    expect(Math.sign(of({ ...before, ...change }) - of(before))).toBe(direction === 'more' ? 1 : -1)
  })
})

describe('features', () => {
  test('count each strength up to a limit, the first clause separately', () => {
    const many = evidence('decisive', 'decisive', 'strong', ...Array<Strength>(9).fill('supporting'))
    expect(features('lost-badge', collectedOf([matchOf('lost-badge', { evidence: many })]))).toMatchObject({
      decisive: 1,
      decisiveMore: 1,
      strong: 1,
      supporting: 1,
      supportingMore: 3,
    })
  })

  test('count evidence against, evidence in the title and a counter-sign', () => {
    const match = matchOf('lost-badge', {
      evidence: evidence('strong'),
      inTitle: true,
      against: evidence('decisive', 'strong', 'strong', 'strong', 'supporting'),
      counterSigns: ['holiday'],
    })
    expect(features('lost-badge', collectedOf([match]))).toMatchObject({
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
  ])('a broader signature is outranked when a narrower one has %s evidence: %s', (strength, outranked) => {
    const kind = matchOf('lost-badge', { evidence: evidence(strength) }, 'torn-ticket')
    const collected = collectedOf([kind, matchOf('torn-ticket')])
    expect(features('torn-ticket', collected)['outranked']).toBe(outranked)
    expect(features('lost-badge', collected)['outranked']).toBeUndefined()
  })

  test('of the outcomes without a signature use the topic and the counter-signs', () => {
    const collected = collectedOf([], {
      topic: evidence('strong', 'decisive', 'supporting'),
      counterSigns: ['holiday', 'strike', 'storm'],
    })
    expect(features(AUTH_OTHER, collected)).toMatchObject({ other: 1, otherTopicStrong: 2, otherTopicSupporting: 1 })
    expect(features(NOT_AUTH, collected)).toMatchObject({
      none: 1,
      noneTopicStrong: 2,
      noneTopicSupporting: 1,
      noneCounterSign: 2,
    })
  })

  test('count a decisive line more, the fewer words there are', () => {
    const decisive = (brevity: number) => {
      const textClass = { probabilities: new Map(), brevity }
      return features(
        'lost-badge',
        collectedOf([matchOf('lost-badge', { evidence: evidence('decisive') })], { textClass }),
      )
    }
    expect(decisive(0.5)).toMatchObject({ decisive: 1, decisiveInBrief: 0.5 })
    expect(decisive(0)).not.toHaveProperty('decisiveInBrief')
  })

  test('use the logarithm of the classifier probability with a floor, and a flag when it is unknown', () => {
    const of = (textClass: number | null) => features('lost-badge', collectedOf([matchOf('lost-badge', { textClass })]))
    expect(of(0.5)['textClass']).toBeCloseTo(Math.log(0.5), 12)
    expect(of(0)['textClass']).toBe(-4)
    expect(of(null)).toMatchObject({ unknownTextClass: 1 })
    expect(of(null)['textClass']).toBeUndefined()
  })
})
