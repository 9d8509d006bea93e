import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
import type { LabelledReport } from '../../../src/core/evaluation/corpus.ts'
import { evaluate } from '../../../src/core/evaluation/evaluate.ts'
import { isRightlyAsserted, isRightlyRanked, judge } from '../../../src/core/evaluation/evaluated-report.ts'
import { measure } from '../../../src/core/evaluation/figures.ts'
import { wilsonInterval } from '../../../src/core/evaluation/statistics.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { signatureFile, twoSignaturePack } from '../../support/packs.ts'
import { askOf, assertOf, candidateOf, silence } from '../../support/reports.ts'

/** `lost-badge` is narrower than `torn-ticket`; `wet-paper` is unrelated. */
const PACK = twoSignaturePack({ broader: 'torn-ticket' }, {}, signatureFile('wet-paper'))

const asserts = (signature: string) => assertOf(candidateOf(signature))
const asks = (...ranked: readonly string[]) =>
  askOf(
    ranked.map((id) => candidateOf(id)),
    'Which?',
  )

function labelled(expected: string, also: readonly string[] = [], body = ''): LabelledReport {
  return { id: expected, issue: { title: '', body, attachments: [] }, expected, also }
}

function outcome(expected: string, diagnosis: Diagnosis, also: readonly string[] = []) {
  return judge(labelled(expected, also), diagnosis, PACK)
}

/** One report for every rule; the expected figures are counted by hand. */
const CORPUS = [
  /*  1 */ outcome('lost-badge', asserts('lost-badge')),
  /*  2 */ outcome('torn-ticket', asserts('lost-badge')),
  /*  3 */ outcome('lost-badge', asserts('torn-ticket')),
  /*  4 */ outcome('wet-paper', asserts('torn-ticket'), ['torn-ticket']),
  /*  5 */ outcome('wet-paper', asks('wet-paper', 'torn-ticket')),
  /*  6 */ outcome('wet-paper', silence()),
  /*  7 */ outcome('auth-other', asserts('wet-paper')),
  /*  8 */ outcome('auth-other', asks('wet-paper')),
  /*  9 */ outcome('not-auth', silence()),
  /* 10 */ outcome('not-auth', asks()),
  /* 11 */ outcome('not-auth', asks(), ['auth-other']),
  /* 12 */ outcome('not-auth', asks(), ['wet-paper']),
  /* 13 */ outcome('not-auth', asserts('wet-paper')),
  /* 14 */ outcome('not-auth', asserts('wet-paper'), ['wet-paper']),
  /* 15 */ outcome('not-auth', asserts('wet-paper'), ['auth-other']),
]

describe('figures', () => {
  const figures = measure(CORPUS, [3, 1, 2])

  test('count the reports', () => {
    expect(figures).toMatchObject({ reports: 15, auth: 8, notAuth: 7 })
  })

  test('top1: of reports 1 to 6, the first rank is right for 1, 2 (narrower), 4 (also) and 5', () => {
    expect(figures.top1).toBe(4 / 6)
  })

  test('asserted: 1, 2 and 4 of the eight asserts are right; `also` never excuses 14', () => {
    expect(figures.asserted).toMatchObject({ count: 8, precision: 3 / 8, recall: 3 / 6, coverage: 4 / 6 })
  })

  test('asserted strictly: of the eight asserts, 1 and 2 (narrower) have the expected label', () => {
    expect(figures.asserted).toMatchObject({ strictPrecision: 2 / 8, strictRecall: 2 / 6 })
  })

  test('silentOnAuth: of reports 1 to 8, only 6 gets no answer', () => {
    expect(figures.silentOnAuth).toBe(1 / 8)
  })

  test('falseAssertsPer1000: 13, 14 and 15 of the seven other reports', () => {
    expect(figures.falseAssertsPer1000).toBeCloseTo(3000 / 7, 10)
  })

  test('falseCommentsPer1000: includes the questions on 10, 11 and 12', () => {
    expect(figures.falseCommentsPer1000).toBeCloseTo(6000 / 7, 10)
  })

  test('strictTop1: only 1, 2 and 5 rank the expected signature first', () => {
    expect(figures.strictTop1).toBe(3 / 6)
    expect(figures.intervals.strictTop1).toEqual(wilsonInterval(3, 6))
  })

  test('questionsWithoutEvidence: 10, 11 and 12 of the five questions rest on nothing', () => {
    expect(figures.questionsWithoutEvidence).toBe(3 / 5)
  })

  test('calibration: all asserts have the same confidence', () => {
    const filled = figures.calibration.filter(({ count }) => count > 0)
    expect(filled).toEqual([{ from: 0.95, to: 1, count: 8, strictPrecision: 2 / 8, precision: 3 / 8 }])
  })

  test('bySignature: a right signature counts as the expected one', () => {
    expect(figures.bySignature).toEqual({
      'lost-badge': { n: 2, precision: 1, recall: 1 / 2, f1: 2 / 3 },
      'torn-ticket': { n: 1, precision: 1 / 2, recall: 1, f1: 2 / 3 },
      'wet-paper': { n: 3, precision: 1, recall: 2 / 3, f1: 0.8 },
    })
  })

  test('macroF1: the mean over the signatures', () => {
    expect(figures.macroF1).toBeCloseTo((2 / 3 + 2 / 3 + 0.8) / 3, 10)
  })

  test('confusions: 3 and 6', () => {
    expect(figures.confusions).toEqual([
      { expected: 'lost-badge', predicted: 'torn-ticket', count: 1 },
      { expected: 'wet-paper', predicted: 'nothing', count: 1 },
    ])
  })

  test('survive JSON', () => {
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures)
  })
})

describe('details', () => {
  test('the most frequent confusion comes first', () => {
    const wrong = [
      outcome('lost-badge', silence()),
      outcome('wet-paper', asserts('lost-badge')),
      outcome('wet-paper', asserts('lost-badge')),
    ]
    expect(measure(wrong, []).confusions.map(({ count }) => count)).toEqual([2, 1])
  })

  test('a signature that is only ever named by mistake has figures, but does not count in the mean', () => {
    const { bySignature, macroF1 } = measure([outcome('lost-badge', asserts('wet-paper'))], [])
    expect(bySignature['wet-paper']).toEqual({ n: 0, precision: 0, recall: 0, f1: 0 })
    expect(macroF1).toBe(0)
    const half = [outcome('lost-badge', asserts('lost-badge')), outcome('lost-badge', asserts('wet-paper'))]
    expect(measure(half, []).macroF1).toBeCloseTo(2 / 3, 10)
  })

  test('a broader signature is wrong for a narrower label; a narrower one is right at any level', () => {
    const chain = twoSignaturePack({ broader: 'torn-ticket' }, { broader: 'wet-paper' }, signatureFile('wet-paper'))
    const right = (expected: string, said: string) => isRightlyAsserted(judge(labelled(expected), asserts(said), chain))
    expect(right('wet-paper', 'lost-badge')).toBe(true)
    expect(right('lost-badge', 'wet-paper')).toBe(false)
  })

  test.each([
    [asserts('lost-badge'), true, true],
    [asks('lost-badge'), true, false],
    [asks('wet-paper', 'lost-badge'), false, false],
    [silence(), false, false],
  ])('%#: ranked correctly, asserted correctly', (diagnosis, ranked, asserted) => {
    const evaluated = outcome('lost-badge', diagnosis)
    expect([isRightlyRanked(evaluated), isRightlyAsserted(evaluated)]).toEqual([ranked, asserted])
  })

  test('figures without reports are zero, never NaN', () => {
    const { intervals, calibration, ...figures } = measure([], [])
    expect(Object.values(intervals)).toEqual(Array(7).fill([0, 1]))
    expect(
      calibration.every(({ count, precision, strictPrecision }) => count + precision + strictPrecision === 0),
    ).toBe(true)
    expect(figures).toEqual({
      reports: 0,
      auth: 0,
      notAuth: 0,
      top1: 0,
      strictTop1: 0,
      macroF1: 0,
      asserted: { count: 0, precision: 0, strictPrecision: 0, recall: 0, strictRecall: 0, coverage: 0 },
      silentOnAuth: 0,
      questionsWithoutEvidence: 0,
      falseAssertsPer1000: 0,
      falseCommentsPer1000: 0,
      bySignature: {},
      confusions: [],
      ms: { p50: 0, p99: 0 },
    })
  })

  test.each([
    [8, 10, 0.49, 0.943],
    [0, 10, 0, 0.278],
    [10, 10, 0.722, 1],
    [95, 100, 0.888, 0.978],
  ])('the Wilson interval of %i of %i is %d to %d', (part, whole, low, high) => {
    const [from, to] = wilsonInterval(part, whole)
    expect(from).toBeCloseTo(low, 2)
    expect(to).toBeCloseTo(high, 2)
  })

  test.each([
    [[7], 7, 7],
    [[3, 1, 2], 2, 3],
    [[4, 3, 2, 1], 2, 4],
    [Array.from({ length: 200 }, (_, at) => 200 - at), 100, 198],
  ])('percentiles of %j use the nearest rank', (ms, p50, p99) => {
    expect(measure([], ms).ms).toEqual({ p50, p99 })
  })
})

describe('evaluating', () => {
  const reports = [
    labelled('lost-badge', [], 'lost-badge found'),
    labelled('not-auth', [], 'A blue button'),
    labelled('wet-paper', [], 'torn-ticket found'),
  ]

  function clock() {
    const times = [0, 1, 10, 13, 20, 22]
    return () => times.shift()!
  }

  test('diagnoses each report in order, like any other entry point', () => {
    const { outcomes } = evaluate(reports, PACK, clock())
    expect(outcomes.map(({ report }) => report)).toEqual(reports)
    expect(outcomes.map(({ diagnosis }) => diagnosis)).toEqual(
      reports.map(({ issue }) => diagnose(readReport(issue), PACK)),
    )
  })

  test('measures only the time of the diagnosis, by the given clock', () => {
    expect(evaluate(reports, PACK, clock()).figures.ms).toEqual({ p50: 2, p99: 3 })
  })

  test('returns the figures for its outcomes', () => {
    const { figures, outcomes } = evaluate(reports, PACK, clock())
    expect(figures).toEqual(measure(outcomes, [1, 3, 2]))
    expect(figures).toMatchObject({ reports: 3, auth: 2, notAuth: 1, top1: 0.5, falseCommentsPer1000: 0 })
  })
})
