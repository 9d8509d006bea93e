import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../../src/core/diagnosis/diagnose.ts'
import { explain } from '../../../../src/core/diagnosis/explain/explain.ts'
import { SHIPPED_PARAMETERS } from '../../../../src/core/diagnosis/model-parameters.ts'
import { readReport } from '../../../../src/core/report/read-report.ts'
import type { Report } from '../../../../src/core/report/report.ts'
import { examplesOf, loadedPackOf } from '../../../support/loaded-pack.ts'
import { signatureOf } from '../../../support/signatures.ts'

const COUNTER_SIGNS = {
  'rate-limit': {
    title: 'A usage limit was reached',
    evidence: [{ id: 'limit', in: ['any'], strength: 'strong', regex: 'usage limit' }],
  },
}

const missingScope = signatureOf('missing-scope', {
  examples: examplesOf('x'),
  evidence: [
    { id: 'log-line', in: ['log'], strength: 'decisive', regex: 'Missing (?<scope>[\\w:]+) scope \\(scopes=' },
    {
      id: 'says-so',
      in: ['prose'],
      strength: 'strong',
      near: { within: 6, all: [['token'], ['lack', 'miss'], ['scope']] },
    },
  ],
  against: [{ id: 'refused', in: ['any'], strength: 'strong', regex: 'invalid_scope' }],
  'not-when': ['rate-limit'],
})
const coworkScope = signatureOf('cowork-scope', {
  examples: examplesOf('x'),
  broader: 'missing-scope',
  inherits: true,
  evidence: [],
  checklist: missingScope.checklist,
  'only-when': [{ id: 'names-cowork', in: ['any'], strength: 'supporting', regex: 'Cowork' }],
  'confused-with': [{ id: 'missing-scope', tell: 'x' }],
})
const pack = loadedPackOf(
  [{ ...missingScope, 'confused-with': [{ id: 'cowork-scope', tell: 'x', ask: undefined }] }, coworkScope],
  { 'counter-signs': COUNTER_SIGNS },
)

function reportOf(body: string, title = 'It fails'): Report {
  return readReport({ title, body, attachments: [] })
}

function clauseIn(body: string, id: string, signature = 'missing-scope') {
  const [explained] = explain(reportOf(body), pack, { ids: [signature] }).signatures
  return explained?.clauses.find((it) => it.id === id)
}

describe('a clause with a hit', () => {
  test('has the location, the text and the captured values', () => {
    expect(clauseIn('Look:\n\n```\nfoo\nMissing user:mcp scope (scopes=none)\n```\n', 'log-line')).toMatchObject({
      role: 'evidence',
      strength: 'decisive',
      miss: null,
      hits: [
        { segment: 'log', line: 5, text: 'Missing user:mcp scope (scopes=none)', captures: { scope: 'user:mcp' } },
      ],
    })
  })

  test('from the broader signature is marked as inherited', () => {
    const body = '```\nMissing user:mcp scope (scopes=none)\n```\n'
    expect(clauseIn(body, 'log-line', 'cowork-scope')).toMatchObject({ owner: 'missing-scope', hits: [{ line: 2 }] })
  })
})

describe('a pattern without a hit', () => {
  test('lists which of its literals occurred, and where', () => {
    const clause = clauseIn('```\none\nMissing the scope\n```\n', 'log-line')
    expect(clause?.hits).toEqual([])
    expect(clause?.miss?.patterns[0]).toMatchObject({
      found: [{ literal: 'Missing', segment: 'log', line: 3 }],
      missing: ['scope (scopes='],
    })
  })

  test('lists hits in segments that the clause does not search', () => {
    const miss = clauseIn('It says Missing user:mcp scope (scopes=none) and stops.', 'log-line')?.miss
    expect(miss?.elsewhere).toMatchObject([{ segment: 'prose', line: 1 }])
  })

  test('has zero searched segments when the report has none of that kind', () => {
    expect(clauseIn('No log at all.', 'log-line')?.miss?.segments).toBe(0)
  })
})

describe('the sum', () => {
  const body = 'The token is missing a scope. Usage limit.\n\n```\nMissing user:mcp scope (scopes=none)\n```\n'
  const explanation = explain(reportOf(body), pack)

  test.each(explanation.outcomes)('for $outcome is the sum of its contributions', ({ features, logOdds }) => {
    expect(features.reduce((sum, { value, weight }) => sum + value * weight, 0)).toBeCloseTo(logOdds)
  })

  test('gives the probabilities, which sum to one', () => {
    const shares = explanation.outcomes.map(({ logOdds }) => Math.exp(logOdds))
    const sum = shares.reduce((a, b) => a + b, 0)
    explanation.outcomes.forEach(({ probability }, at) => {
      expect(probability).toBeCloseTo((shares[at] as number) / sum)
    })
  })

  test('uses the weights of the shipped parameters', () => {
    const decisive = explanation.outcomes
      .find(({ outcome }) => outcome === 'missing-scope')
      ?.features.find(({ feature }) => feature === 'decisive')
    expect(decisive).toMatchObject({ value: 1, weight: SHIPPED_PARAMETERS.weights['decisive'] })
  })

  test('uses the weights of other parameters', () => {
    const weights = { ...SHIPPED_PARAMETERS.weights, decisive: 0.5 }
    const explained = explain(reportOf(body), pack, { parameters: { ...SHIPPED_PARAMETERS, weights } })
    expect(explained.outcomes.find(({ outcome }) => outcome === 'missing-scope')?.features).toContainEqual({
      feature: 'decisive',
      value: 1,
      weight: 0.5,
      contribution: 0.5,
    })
  })
})

describe('an explanation', () => {
  test.each(['The token lacks a scope.', 'Nothing.', '```\nMissing a scope (scopes=b)\n```', 'usage limit, token'])(
    'has the same decision as the diagnosis: %j',
    (body) => {
      const report = reportOf(body)
      const { decision, reason, ranked, topic } = diagnose(report, pack)
      const explanation = explain(report, pack)
      expect(explanation).toMatchObject({ decision, reason, topic })
      expect(explanation.signatures.filter(({ rank }) => rank === 1).map((it) => it.signature)).toEqual(
        ranked.slice(0, 1).map((it) => it.signature),
      )
    },
  )

  test('survives a JSON round trip', () => {
    const explanation = explain(reportOf('The token lacks a scope.'), pack)
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
  })

  test('marks a signature whose `only-when` is not met', () => {
    const [closed] = explain(reportOf('The token lacks a scope.'), pack, { ids: ['cowork-scope'] }).signatures
    expect(closed).toMatchObject({ isOpen: false, rank: null, confidence: 0 })
  })

  test('lists the counter-signs that the report shows', () => {
    const [shown] = explain(reportOf('Usage limit reached, token.'), pack, { ids: ['missing-scope'] }).signatures
    expect(shown?.counterSigns).toMatchObject([{ id: 'rate-limit', title: 'A usage limit was reached' }])
  })
})
