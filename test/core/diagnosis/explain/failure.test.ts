import { expect, test } from 'vitest'
import { runExamples } from '../../../../src/core/diagnosis/examples.ts'
import { explainFailure } from '../../../../src/core/diagnosis/explain/failure.ts'
import { loadedPackOf } from '../../../support/loaded-pack.ts'
import { PLAIN_JUDGEMENT } from '../../../support/packs.ts'
import { signatureOf } from '../../../support/signatures.ts'

const rival = signatureOf('invalid-scope', {
  evidence: [{ id: 'rival-line', in: ['any'], strength: 'decisive', regex: 'refused by the scope police' }],
  'confused-with': [{ id: 'missing-scope', tell: 'x' }],
  examples: [
    { name: 'own', report: '# OAuth\n\nrefused by the scope police' },
    { name: 'near', report: '# OAuth\n\nnothing', expect: { signature: 'none' } },
  ],
})
const failing = signatureOf('missing-scope', {
  examples: [
    {
      name: 'taken',
      report: '# OAuth login\n\nMissing the scope, refused by the scope police.',
      expect: { decision: 'ask', evidence: 'gateway-log', captures: { scope: 'a' } },
    },
    { name: 'near', report: '# OAuth\n\nnothing', expect: { signature: 'none' } },
  ],
})
const pack = loadedPackOf([failing, rival])

function failuresOf() {
  return runExamples(pack, new Set(pack.signatures.keys()), PLAIN_JUDGEMENT)
}

test('explains an example for which another signature ranks first, with the evidence for both', () => {
  const [failed] = failuresOf()
  const failure = failed && explainFailure(failed, pack, PLAIN_JUDGEMENT)
  expect(failure?.mismatches.map(({ expected, actual }) => [expected, actual])).toEqual([
    ['first: missing-scope', 'first: invalid-scope'],
    ['decision: ask', 'decision: assert (sure)'],
    ['evidence: gateway-log', 'evidence: rival-line'],
    ['{{scope}}: "a"', '{{scope}}: not captured'],
  ])
  expect(failure?.expected).toMatchObject({ signature: 'missing-scope', clauses: [{ id: 'gateway-log', hits: [] }] })
  expect(failure?.rival).toMatchObject({ signature: 'invalid-scope', clauses: [{ id: 'rival-line', miss: null }] })
})

test('has the same sentences as the failed example', () => {
  const [failed] = failuresOf()
  expect(failed?.differences).toEqual(
    failed && explainFailure(failed, pack, PLAIN_JUDGEMENT).mismatches.map(({ sentence }) => sentence),
  )
})

test('only the examples of the given signatures are run', () => {
  expect(runExamples(pack, new Set(['invalid-scope']), PLAIN_JUDGEMENT)).toEqual([])
  expect(runExamples(pack, new Set(['missing-scope']), PLAIN_JUDGEMENT)).toHaveLength(1)
})

test('throws for a failure from another pack', () => {
  const [failed] = failuresOf()
  const { 'missing-scope': _, ...others } = Object.fromEntries(pack.signatures)
  const smaller = { ...pack, signatures: new Map(Object.entries(others)) }
  expect(() => failed && explainFailure(failed, smaller)).toThrow(RangeError)
})
