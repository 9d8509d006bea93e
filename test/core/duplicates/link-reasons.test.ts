import { describe, expect, test } from 'vitest'
import type { Cause, IndexedReport, ReportDigest } from '../../../src/core/duplicates/digest.ts'
import { type FoundMatch, reasonsOf } from '../../../src/core/duplicates/link-reasons.ts'
import { FEATURES, type PairFeatures } from '../../../src/core/duplicates/pair-features.ts'

const NO_FEATURES = Object.fromEntries(Object.keys(FEATURES).map((name) => [name, 0])) as PairFeatures
const NONE = { code: [], host: [], surface: [], trigger: [] }

interface Stated {
  readonly captures?: Cause['captures']
  readonly values?: Partial<NonNullable<ReportDigest['attributes']>['values']>
  readonly fails?: readonly string[]
  readonly product?: string
  readonly version?: string
}

function report({ captures = {}, values = {}, fails = [], product, version }: Stated = {}): IndexedReport {
  const digest: ReportDigest = {
    title: 'Login fails',
    terms: { title: [], prose: [], log: [] },
    lines: [],
    attributes: { values: { ...NONE, ...values }, versions: { works: [], fails } },
    cause: { signature: 'invalid-scope', confidence: 1, asserted: true, captures },
    environment: { product: product ?? null, version: version ?? null, os: null },
    cites: [],
  }
  const facts = { author: '', createdAt: 1, open: true, closedAt: null, closedAs: null, reactions: 0 } as const
  return { number: 1, digest, ...facts }
}

function reasons(stated: Stated, features: Partial<PairFeatures> = {}, match: Partial<FoundMatch> = {}) {
  const found = { sameCause: false, sharedLines: [], kind: 'auth', features: { ...NO_FEATURES, ...features } } as const
  return reasonsOf(report(stated), report(stated), { ...found, ...match })
}

describe('the reasons for a match', () => {
  test('start with the line, the failure with its captured values, and what the server answered', () => {
    const stated = {
      captures: { scope: 'offline_access', port: '80' },
      values: { stage: ['token 400 invalid_grant', 'token 400', 'token'] },
      fails: ['2.1.70'],
    }
    expect(reasons(stated, { similarity: 0.9 }, { sameCause: true, sharedLines: ['x'] })).toEqual([
      'same line',
      'same failure (scope offline_access)',
      'same stage and status (the token exchange, 400 invalid_grant)',
      'both since 2.1.70',
      'nearly the same wording',
    ])
  })

  test('put what the reports say about the failure before its circumstances', () => {
    const values = { code: ['invalid_grant'], trigger: ['restart'], surface: ['cli'] }
    const features = { similarity: 0.9, week: 1, code: 0.9, trigger: 0.1, surface: 0.4 }
    expect(reasons({ values, product: 'codex', version: '1.2' }, features)).toEqual([
      'same error invalid_grant',
      'both mention: restart',
      'nearly the same wording',
      'reported within a week',
      'both in a terminal',
      'both on 1.2',
      'same product',
    ])
  })

  test('prefer a code that names an error, and do not call another name an error', () => {
    expect(reasons({ values: { code: ['client_id', 'AADSTS50011'] } }, { code: 0.5 })[0]).toBe('same error AADSTS50011')
    expect(reasons({ values: { code: ['MY_TOKEN'] } }, { code: 0.5 })).toContain('both name MY_TOKEN')
  })

  test.each([
    [{ similarity: 0.7 }, 'nearly the same wording'],
    [{ similarity: 0.3, titles: 0.6 }, 'similar title'],
    [{ similarity: 0.3, titles: 0.2 }, 'similar wording'],
  ])('call the wording what it is: %j is %s', (features, wording) => {
    expect(reasons({}, features)).toEqual([wording])
  })

  test('name a shared provider and stage even if they do not count', () => {
    expect(reasons({ values: { host: ['clerk'], stage: ['callback'] } })).toEqual(
      expect.arrayContaining(['same stage (the callback)', 'same provider (clerk)']),
    )
  })
})
