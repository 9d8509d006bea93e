import { describe, expect, test } from 'vitest'
import { checkPack } from '../../../src/core/diagnosis/check-pack.ts'
import type { Signature } from '../../../src/core/signatures/schema.ts'
import { examplesOf, loadedPackOf } from '../../support/loaded-pack.ts'
import { PLAIN_JUDGEMENT } from '../../support/packs.ts'
import { signatureOf } from '../../support/signatures.ts'

/** A signature that is recognised by the line `<id> happened`, with an example that shows it. */
function soundOf(id: string, overrides: Parameters<typeof signatureOf>[1] = {}): Signature {
  return signatureOf(id, {
    evidence: [{ id: 'line', in: ['any'], strength: 'decisive', regex: `${id} happened` }],
    examples: examplesOf(`OAuth login failed: ${id} happened`).map((it) => ({
      ...it,
      report: `${it.report}${it.name === 'own' ? '' : id}`,
    })),
    ...overrides,
  })
}

function pointing(...ids: readonly string[]) {
  return { 'confused-with': ids.map((id) => ({ id, tell: 'x' })) }
}

function check(...signatures: readonly Signature[]) {
  return checkPack(loadedPackOf(signatures), PLAIN_JUDGEMENT)
}

function kindsOf(...signatures: readonly Signature[]) {
  return check(...signatures).map(({ kind, signature }) => [kind, signature])
}

const a = soundOf('alpha', pointing('beta'))
const b = soundOf('beta', pointing('alpha'))

test('a sound pack has no findings', () => {
  expect(check(a, b)).toEqual([])
})

test('a clause that hits no example is named', () => {
  const evidence = [...a.evidence, { ...a.evidence[0], id: 'never-seen', regex: 'nobody writes this' }]
  expect(check({ ...a, evidence } as Signature, b)).toMatchObject([
    { kind: 'unproven-clause', signature: 'alpha', message: expect.stringContaining('`never-seen`') },
  ])
})

test('a clause that hits an example of another signature is proven', () => {
  const evidence = [...a.evidence, { ...a.evidence[0], id: 'in-beta', strength: 'supporting', regex: 'beta happened' }]
  expect(kindsOf({ ...a, evidence } as Signature, b)).toEqual([])
})

test('a placeholder of a new file is named with its field', () => {
  expect(check({ ...a, ask: 'REPLACE question?' }, b)).toMatchObject([
    { kind: 'unfinished', signature: 'alpha', message: 'still has REPLACE in `ask`' },
  ])
})

describe('an example has one owner', () => {
  test('an assert on an example of another signature is told to the one that asserts', () => {
    const taken = { name: 'taken', report: '# OAuth login fails\n\nalpha happened', expect: { signature: 'beta' } }
    const findings = check(a, { ...b, examples: [...b.examples, taken] })
    expect(findings).toMatchObject([
      { kind: 'two-owners', signature: 'alpha', message: expect.stringContaining('"taken" of beta') },
    ])
  })

  test('the same report with two owners is told', () => {
    const own = a.examples[0]?.report ?? ''
    const twin = { name: 'twin', report: own.replaceAll(' ', '  '), expect: { signature: 'none' as const } }
    expect(kindsOf(a, { ...b, examples: [...b.examples, twin] })).toContainEqual(['two-owners', 'beta'])
  })

  test('the same report with one owner may stand in two files', () => {
    const near = { name: 'near alpha', report: a.examples[0]?.report ?? '', expect: { signature: 'alpha' } }
    expect(kindsOf(a, { ...b, examples: [...b.examples, near] })).toEqual([])
  })
})

describe('precedence', () => {
  const kind = { ...b, broader: 'alpha' }

  test('a near miss that expects the general failure is fine', () => {
    const near = { name: 'general', report: '# OAuth login fails\n\nalpha happened', expect: { signature: 'alpha' } }
    expect(kindsOf(a, { ...kind, examples: [...b.examples, near] })).toEqual([])
  })

  test('expecting the general failure where the kind shows sure evidence is a contradiction', () => {
    const report = '# OAuth login fails\n\nalpha happened, and beta happened'
    const both = { name: 'both', report, expect: { signature: 'alpha' } }
    expect(kindsOf(a, { ...kind, examples: [...b.examples, both] })).toContainEqual([
      'contradictory-precedence',
      'beta',
    ])
  })
})

test('a ring in which nobody points back is named', () => {
  const findings = check(
    soundOf('alpha', pointing('beta')),
    soundOf('beta', pointing('gamma')),
    soundOf('gamma', pointing('alpha')),
  )
  expect(findings).toMatchObject([
    { kind: 'one-way-ring', signature: 'alpha', message: expect.stringContaining('alpha → beta → gamma → alpha') },
  ])
})
