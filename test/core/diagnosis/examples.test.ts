import { describe, expect, test } from 'vitest'
import { runExamples } from '../../../src/core/diagnosis/examples.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { PLAIN_JUDGEMENT, twoSignaturePack } from '../../support/packs.ts'

function run(pack: Pack) {
  return runExamples(pack, new Set(pack.signatures.keys()), PLAIN_JUDGEMENT)
}

const NEAR_MISS = { name: 'near miss', report: 'torn-ticket found', expect: { signature: 'torn-ticket' } }

/** Returns the failures when the first signature has this example. */
function failures(report: string, expected: object, fields: object = {}) {
  const pack = twoSignaturePack({ ...fields, examples: [{ name: 'it', report, expect: expected }, NEAR_MISS, OWN] })
  return run(pack)
}

const OWN = { name: 'own', report: 'lost-badge found' }

test('a pack whose examples pass has no failures', () => {
  expect(run(twoSignaturePack())).toEqual([])
})

test('only the examples of the given signatures are run', () => {
  const pack = twoSignaturePack({ examples: [{ name: 'broken', report: 'nothing' }, NEAR_MISS] })
  const failed = (id: string) => runExamples(pack, new Set([id]), PLAIN_JUDGEMENT).map(({ example }) => example)
  expect(failed('lost-badge')).toEqual(['broken'])
  expect(failed('torn-ticket')).toEqual([])
})

test('a failure has the signature, the example, the differences and the diagnosis', () => {
  const [failure, ...more] = failures('nothing', {})
  expect(more).toEqual([])
  expect(failure).toMatchObject({
    signature: 'lost-badge',
    example: 'it',
    differences: ['expected lost-badge to rank first, but nothing does'],
    diagnosis: { decision: 'silent' },
  })
})

describe('what an example can expect', () => {
  const capturing = {
    evidence: [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'badge (?<no>\\d+)|lost-badge found' }],
  }

  test.each<[string, object, string[], object?]>([
    ['lost-badge found', {}, []],
    ['# lost-badge found', {}, []],
    ['torn-ticket found', {}, ['expected lost-badge to rank first, but torn-ticket does']],
    ['lost-badge found', { signature: 'torn-ticket' }, ['expected torn-ticket to rank first, but lost-badge does']],
    ['nothing', { signature: 'none' }, []],
    ['lost-badge found', { signature: 'none' }, ['expected no assertion, but lost-badge is asserted']],
    ['lost-badge found', { decision: 'assert' }, []],
    ['lost-badge found', { decision: 'ask' }, ['expected the decision ask, but it is assert (sure)']],
    ['nothing', { signature: 'none', decision: 'silent' }, []],
    ['lost-badge found', { evidence: 'own-line' }, []],
    ['lost-badge found', { evidence: 'other' }, ['expected clause other in the evidence']],
    ['badge 7', { captures: { no: '7' } }, [], capturing],
    ['badge 7', { captures: { no: '8' } }, ['expected {{no}} to be "8", but it is "7"'], capturing],
    ['badge 7', { captures: { owner: 'eve' } }, ['expected {{owner}} to be "eve", but it is not captured'], capturing],
  ])('%j expecting %j: %j', (report, expected, differences, fields) => {
    expect(failures(report, expected, fields).flatMap((it) => it.differences)).toEqual(differences)
  })
})

test('the decision is not compared for an experimental signature, which is never asserted', () => {
  expect(failures('lost-badge found', { decision: 'assert' }, { status: 'experimental' })).toEqual([])
})
