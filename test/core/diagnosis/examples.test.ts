import { describe, expect, test } from 'vitest'
import { runExamples } from '../../../src/core/diagnosis/examples.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { PLAIN_JUDGEMENT, twoSignaturePack } from '../../support/packs.ts'

function run(pack: Pack) {
  return runExamples(pack, new Set(pack.signatures.keys()), PLAIN_JUDGEMENT)
}

const NEAR_MISS = { name: 'near miss', report: 'torn-ticket found', expect: { signature: 'torn-ticket' } }

/** What fails when the first signature has this example. */
function failures(report: string, expected: object, fields: object = {}) {
  const pack = twoSignaturePack({ ...fields, examples: [{ name: 'it', report, expect: expected }, NEAR_MISS, OWN] })
  return run(pack)
}

const OWN = { name: 'own', report: 'lost-badge found' }

test('a pack that keeps its promises has no failures', () => {
  expect(run(twoSignaturePack())).toEqual([])
})

test('only the examples of the signatures that are asked for are run', () => {
  const pack = twoSignaturePack({ examples: [{ name: 'broken', report: 'nothing' }, NEAR_MISS] })
  const failed = (id: string) => runExamples(pack, new Set([id]), PLAIN_JUDGEMENT).map(({ example }) => example)
  expect(failed('lost-badge')).toEqual(['broken'])
  expect(failed('torn-ticket')).toEqual([])
})

test('a failure names signature, example, differences and the diagnosis', () => {
  const [failure, ...more] = failures('nothing', {})
  expect(more).toEqual([])
  expect(failure).toMatchObject({
    signature: 'lost-badge',
    example: 'it',
    differences: ['lost-badge should rank first, nothing does'],
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
    ['torn-ticket found', {}, ['lost-badge should rank first, torn-ticket does']],
    ['lost-badge found', { signature: 'torn-ticket' }, ['torn-ticket should rank first, lost-badge does']],
    ['nothing', { signature: 'none' }, []],
    ['lost-badge found', { signature: 'none' }, ['no signature should be asserted, lost-badge is']],
    ['lost-badge found', { decision: 'assert' }, []],
    ['lost-badge found', { decision: 'ask' }, ['the decision should be ask, it is assert (sure)']],
    ['nothing', { signature: 'none', decision: 'silent' }, []],
    ['lost-badge found', { evidence: 'own-line' }, []],
    ['lost-badge found', { evidence: 'other' }, ['clause other should be among the evidence']],
    ['badge 7', { captures: { no: '7' } }, [], capturing],
    ['badge 7', { captures: { no: '8' } }, ['{{no}} should be "8", it is "7"'], capturing],
    ['badge 7', { captures: { owner: 'eve' } }, ['{{owner}} should be "eve", it is not captured'], capturing],
  ])('%j expecting %j: %j', (report, expected, differences, fields) => {
    expect(failures(report, expected, fields).flatMap((it) => it.differences)).toEqual(differences)
  })
})

test('of an experimental signature the decision is not held against the example, since it never speaks', () => {
  expect(failures('lost-badge found', { decision: 'assert' }, { status: 'experimental' })).toEqual([])
})
