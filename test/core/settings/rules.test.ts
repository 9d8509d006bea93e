import { describe, expect, test } from 'vitest'
import { SHIPPED_PARAMETERS } from '../../../src/core/diagnosis/model-parameters.ts'
import { parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { type Rules, resolveRules } from '../../../src/core/settings/rules.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { twoSignatures } from '../../support/packs.ts'

const PACK = loadPack(
  twoSignatures().map(({ path, text }, at) => ({ path: `${at === 0 ? 'doors' : 'shows'}/${path}`, text })),
)
const SHIPPED = SHIPPED_PARAMETERS.thresholds

function rulesOf(text: string, mayLoosen = false): Rules {
  const { settings, problems } = parseSettings(text)
  if (settings === null) throw new Error(problems.map(({ message }) => message).join('\n'))
  return resolveRules(PACK, { settings, problems, mayLoosen })
}

test('a repository without settings has the plain rules', () => {
  const { parameters, ...rules } = rulesOf('')
  const { parameters: plain, ...others } = plainRules(PACK)
  expect(rules).toEqual(others)
  expect(parameters).toEqual({ ...plain, off: new Set() })
})

describe('thresholds', () => {
  test('can be raised', () => {
    expect(rulesOf('thresholds: { assert: 0.9, ask: 0.95 }').parameters.thresholds).toEqual({
      ...SHIPPED,
      assertDecisive: 0.9,
      assertStrong: 0.9,
      ask: 0.95,
      askNeutral: 0.95,
    })
  })

  test('cannot be lowered by a repository', () => {
    expect(rulesOf('thresholds: { assert: 0.01, ask: 0.01 }').parameters.thresholds).toEqual(SHIPPED)
  })

  test('can be lowered if the operator allows it, without changing the others', () => {
    expect(rulesOf('thresholds: { ask: 0.3 }', true).parameters.thresholds).toEqual({
      ...SHIPPED,
      ask: 0.3,
      askNeutral: 0.3,
      askOnRequest: 0.3,
    })
  })
})

describe('signatures that are turned off', () => {
  test.each([
    ['signatures: { off: [lost-badge] }', ['lost-badge']],
    ['packs: { off: [shows] }', ['torn-ticket']],
    ['packs: { off: [shows] }\nsignatures: { off: [lost-badge, gone] }', ['lost-badge', 'torn-ticket']],
  ])('by %s', (text, off) => {
    expect([...(rulesOf(text).parameters.off ?? [])]).toEqual(off)
  })
})

describe('the pack', () => {
  test("has the repository's own questions", () => {
    const { pack } = rulesOf('wording: { questions: { lost-badge: "Whose is it?" } }')
    expect([...pack.signatures.values()].map(({ ask }) => ask[0]?.text)).toEqual([
      'Whose is it?',
      'Is it the torn-ticket?',
    ])
    expect(PACK.signatures.get('lost-badge')?.ask[0]?.text).toBe('Is it the lost-badge?')
  })

  test('is the same object if no setting changes its answers', () => {
    expect(rulesOf('mode: dry-run\nlabels: { color: abcdef }\nbudget: { author: 1 }').pack).toBe(PACK)
  })

  test.each(['thresholds: { ask: 0.9 }', 'signatures: { off: [lost-badge] }', 'product: { id: acme }'])(
    'has a different fingerprint if a setting changes its answers: %s',
    (text) => {
      expect(rulesOf(text).pack.fingerprint).toMatch(/^[0-9a-f]{12}$/)
      expect(rulesOf(text).pack.fingerprint).not.toBe(PACK.fingerprint)
      expect(rulesOf(text).pack.fingerprint).toBe(rulesOf(text).pack.fingerprint)
    },
  )
})
