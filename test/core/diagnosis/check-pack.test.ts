import { describe, expect, test } from 'vitest'
import { checkPack } from '../../../src/core/diagnosis/check-pack.ts'
import { diagnoseExamples } from '../../../src/core/diagnosis/examples.ts'
import type { Signature } from '../../../src/core/signatures/schema.ts'
import { examplesOf, loadedPackOf } from '../../support/loaded-pack.ts'
import { PLAIN_JUDGEMENT } from '../../support/packs.ts'
import { signatureOf } from '../../support/signatures.ts'

/** A signature that matches `<id> happened`, with valid examples. */
function soundSignature(id: string, overrides: Parameters<typeof signatureOf>[1] = {}): Signature {
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
  const pack = loadedPackOf(signatures)
  return checkPack(pack, diagnoseExamples(pack, undefined, PLAIN_JUDGEMENT))
}

function kindsOf(...signatures: readonly Signature[]) {
  return check(...signatures).map(({ kind, signature }) => [kind, signature])
}

const a = soundSignature('alpha', pointing('beta'))
const b = soundSignature('beta', pointing('alpha'))

test('a sound pack has no findings', () => {
  expect(check(a, b)).toEqual([])
})

test('reports a clause that matches no example', () => {
  const evidence = [...a.evidence, { ...a.evidence[0], id: 'never-seen', regex: 'nobody writes this' }]
  expect(check({ ...a, evidence } as Signature, b)).toMatchObject([
    { kind: 'unproven-clause', signature: 'alpha', message: expect.stringContaining('`never-seen`') },
  ])
})

test('accepts a clause that matches an example of another signature', () => {
  const evidence = [...a.evidence, { ...a.evidence[0], id: 'in-beta', strength: 'supporting', regex: 'beta happened' }]
  expect(kindsOf({ ...a, evidence } as Signature, b)).toEqual([])
})

test('reports a placeholder that is left in a new file, with its field', () => {
  expect(
    check({ ...a, ask: [{ text: 'REPLACE question?', 'answered-by': [], 'answered-by-evidence': [] }] }, b),
  ).toMatchObject([{ kind: 'unfinished', signature: 'alpha', message: 'still has REPLACE in `ask`' }])
})

describe('an example has one owner', () => {
  test('an assertion for an example of another signature is reported for the asserted signature', () => {
    const taken = { name: 'taken', report: '# OAuth login fails\n\nalpha happened', expect: { signature: 'beta' } }
    const findings = check(a, { ...b, examples: [...b.examples, taken] })
    expect(findings).toMatchObject([
      { kind: 'two-owners', signature: 'alpha', message: expect.stringContaining('"taken" of beta') },
    ])
  })

  test('the same report with two owners is reported', () => {
    const own = a.examples[0]?.report ?? ''
    const twin = { name: 'twin', report: own.replaceAll(' ', '  '), expect: { signature: 'none' as const } }
    expect(kindsOf(a, { ...b, examples: [...b.examples, twin] })).toContainEqual(['two-owners', 'beta'])
  })

  test('the same report with one owner may be in two files', () => {
    const near = { name: 'near alpha', report: a.examples[0]?.report ?? '', expect: { signature: 'alpha' } }
    expect(kindsOf(a, { ...b, examples: [...b.examples, near] })).toEqual([])
  })
})

describe('precedence', () => {
  const kind = { ...b, broader: 'alpha' }

  test('a near miss that expects the broader signature is valid', () => {
    const near = { name: 'general', report: '# OAuth login fails\n\nalpha happened', expect: { signature: 'alpha' } }
    expect(kindsOf(a, { ...kind, examples: [...b.examples, near] })).toEqual([])
  })

  test('expecting the broader signature despite strong evidence for the narrower one is a contradiction', () => {
    const report = '# OAuth login fails\n\nalpha happened, and beta happened'
    const both = { name: 'both', report, expect: { signature: 'alpha' } }
    expect(kindsOf(a, { ...kind, examples: [...b.examples, both] })).toContainEqual([
      'contradictory-precedence',
      'beta',
    ])
  })
})

test('reports a ring without a mutual pair', () => {
  const findings = check(
    soundSignature('alpha', pointing('beta')),
    soundSignature('beta', pointing('gamma')),
    soundSignature('gamma', pointing('alpha')),
  )
  expect(findings).toMatchObject([
    { kind: 'one-way-ring', signature: 'alpha', message: expect.stringContaining('alpha → beta → gamma → alpha') },
  ])
})

describe('a text that names a product', () => {
  const step = { check: 'Look', outcomes: [{ see: 'Yes' }, { see: 'No' }] }
  const findings = (checklist: readonly unknown[], fields = {}) =>
    check(soundSignature('alpha', { ...pointing('beta'), ...fields, checklist }), b).filter(
      ({ kind }) => kind === 'foreign-product',
    )

  test.each([
    ['its name', { check: 'Look in the menu of Cursor' }],
    ['its command', { how: 'codex mcp list' }],
    ['its command behind another one', { how: 'cd /tmp && codex mcp list' }],
    ['its folder', { how: 'ls -l ~/.codex' }],
    ['an outcome', { outcomes: [{ see: 'Run `codex mcp login` again' }, { see: 'No' }] }],
  ])('is reported unless its `when` names the product: %s', (_, fields) => {
    expect(findings([{ ...step, ...fields }, step])).toMatchObject([
      { signature: 'alpha', message: expect.stringContaining('`checklist 1`'), hint: expect.stringContaining('when') },
    ])
    const when = { product: ['codex', 'cursor'] }
    expect(findings([{ ...step, ...fields, when }, step])).toEqual([])
  })

  test.each([
    ['names another product of the same family', { how: 'codex mcp list', when: { product: 'codex-app' } }, {}],
    ['is in a signature about this product only', { how: 'codex mcp list' }, { products: ['codex', 'codex-app'] }],
    ['names a tool that anyone can run', { how: 'npx @modelcontextprotocol/inspector' }, {}],
    ['says for whom it is, about a provider', { check: 'On AWS, run `aws sts get-caller-identity`' }, {}],
  ])('is accepted if it %s', (_, fields, signature) => {
    expect(findings([{ ...step, ...fields }, step], signature)).toEqual([])
  })
})

describe('a command that people on Windows are shown', () => {
  const step = { check: 'Look', outcomes: [{ see: 'Yes' }, { see: 'No' }] }
  const findings = (fields: object) =>
    check(soundSignature('alpha', { ...pointing('beta'), checklist: [step, { ...step, ...fields }] }), b)
  const POSIX = { how: 'env | grep KEY' }
  const windows = "Get-ChildItem Env: | Where-Object Name -Match 'KEY'"

  test.each([
    ['is only for a POSIX shell', POSIX],
    ['is so in the form for Windows', { how: 'look', windows: 'client | grep KEY' }],
    ['is so in a step for Windows', { ...POSIX, when: { os: 'windows' } }],
  ])('is reported if it %s', (_, fields) => {
    expect(findings(fields)).toMatchObject([
      { kind: 'not-for-windows', signature: 'alpha', message: expect.stringContaining('step 2') },
    ])
  })

  test.each([
    ['has a form for PowerShell', { ...POSIX, windows }],
    ['is for another system', { ...POSIX, when: { os: 'linux' } }],
    ['is run on a server', { ...POSIX, where: 'server' }],
    ['is run in a job', { ...POSIX, where: 'job' }],
    ['is the same in both', { how: 'git ls-remote origin' }],
  ])('is accepted if it %s', (_, fields) => {
    expect(findings(fields)).toEqual([])
  })

  test.each([
    ['of a step for one system', { ...POSIX, windows, when: { os: 'linux' } }],
    ['of a step that is run elsewhere', { ...POSIX, windows, where: 'server' }],
  ])('is reported as never needed if it is the form %s', (_, fields) => {
    expect(findings(fields)).toMatchObject([
      { kind: 'not-for-windows', message: '`windows` of step 2 is never needed' },
    ])
  })
})

test('reports a signature without a step for reports that name no product', () => {
  const when = { product: 'codex' }
  const step = { check: 'Look', outcomes: [{ see: 'Yes' }, { see: 'No' }], when }
  expect(kindsOf(soundSignature('alpha', { ...pointing('beta'), checklist: [step, step] }), b)).toEqual([
    ['no-step-for-everyone', 'alpha'],
  ])
})
