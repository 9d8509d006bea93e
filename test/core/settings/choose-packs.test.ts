import { beforeAll, describe, expect, test } from 'vitest'
import { triageReport, UNTOUCHED } from '../../../src/core/plan/triage-report.ts'
import { choosePacks, describePacks, type RepositoryFacts } from '../../../src/core/settings/choose-packs.ts'
import { parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { resolveRules } from '../../../src/core/settings/rules.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { SHIPPED } from '../../support/shipped.ts'

const facts = (topics: readonly string[], languages: readonly string[] = []): RepositoryFacts => {
  return { topics, languages, readAt: Date.UTC(2026, 10, 29) }
}

let pack: Pack
beforeAll(async () => {
  pack = SHIPPED
})

function settingsOf(text: string) {
  const { settings } = parseSettings(text)
  if (settings === null) throw new Error('the settings were expected to be valid')
  return settings
}

const chosen = (text: string, known: RepositoryFacts | null = null) => choosePacks(pack, settingsOf(text), known)

describe('the packs that are on', () => {
  test('are all but the opt-in ones by default', () => {
    const { on, mode } = chosen('', facts(['postgresql']))
    expect(mode).toBe('default')
    expect(on).toEqual([...new Set(pack.folders.values())].filter((it) => it !== 'scalekit').sort())
  })

  test('are the listed ones, and no report adds another', () => {
    expect(chosen('signatures: { packs: [scalekit, ci, nowhere] }', facts(['postgresql']))).toEqual({
      mode: 'list',
      on: ['ci', 'scalekit'],
      addsByEvidence: false,
      chosenBy: [],
    })
  })

  test('are those that topics choose and languages add, with `auto`', () => {
    expect(chosen('signatures: { packs: auto }', facts(['postgresql', 'fast'], ['Go', 'Kotlin']))).toEqual({
      mode: 'auto',
      on: ['client', 'database', 'mobile', 'oauth'],
      addsByEvidence: true,
      chosenBy: ['postgresql', 'Kotlin'],
    })
  })

  test.each([
    ['unknown', null],
    ['languages only', facts([], ['Kotlin'])],
    ['topics that choose nothing', facts(['fast', 'tiny'])],
  ])('are all but the opt-in ones with `auto` if the facts are %s', (_, known) => {
    expect(chosen('signatures: { packs: auto }', known).on).toEqual(chosen('').on)
  })

  test('include an opt-in pack that a topic chooses', () => {
    expect(chosen('signatures: { packs: auto }', facts(['scalekit'])).on).toContain('scalekit')
  })

  test('are described with what chose them and when', () => {
    const known = facts(['mcp'])
    expect(describePacks(chosen('signatures: { packs: auto }', known), known)).toBe(
      '`auto` chose these packs by mcp (read on 2026-11-29): client, mcp, oauth. A report that shows evidence of another pack turns it on for itself.',
    )
    expect(describePacks(chosen('signatures: { packs: [ci] }'), null)).toContain('Only these packs are on')
    expect(describePacks(chosen('signatures: { packs: auto }'), null)).toContain('knows no topics')
    expect(describePacks(chosen('signatures: { packs: auto }', facts(['x'])), facts(['x']))).toContain('No topic read')
    expect(describePacks(chosen(''), null)).toMatch(/^All packs are on that need not be chosen: .* A report/)
  })
})

describe('a report', () => {
  const diagnose = (settings: string, known: RepositoryFacts | null, [title, body]: readonly [string, string]) => {
    const given = { settings: settingsOf(settings), problems: [], mayLoosen: false, facts: known }
    const rules = resolveRules(pack, given)
    const { diagnosis, plan } = triageReport({ title, body, attachments: [] }, UNTOUCHED, rules)
    return { ...diagnosis, plan }
  }
  const AUTO = 'signatures: { packs: auto }'
  /** Words only: supporting evidence of `ldap-bind-refused`. */
  const STORY = [
    'AD users cannot log in',
    'The login with LDAP fails for the users of one OU. The filter names sAMAccountName, and `bind_dn` is set.',
  ] as const
  const LINE = ['CI comment fails', 'Error: Resource not accessible by integration'] as const

  test('gets an answer with `auto` in a repository of its world, and none in another', () => {
    const own = diagnose(AUTO, facts(['ldap']), STORY)
    const other = diagnose(AUTO, facts(['mcp']), STORY)
    expect(own.ranked[0]?.signature).toBe('ldap-bind-refused')
    expect(own.decision).not.toBe('silent')
    expect(other).toMatchObject({ decision: 'silent', reason: 'turned-off', plan: { addLabels: [] } })
  })

  test('gets the same answer for the same facts, whenever they were read', () => {
    const later = { ...facts(['ldap']), readAt: 1 }
    expect(diagnose(AUTO, later, STORY)).toEqual(diagnose(AUTO, facts(['ldap']), STORY))
  })

  test('turns on a pack for itself by its evidence, with `auto`', () => {
    expect(diagnose(AUTO, facts(['mcp']), LINE)).toMatchObject({ decision: 'assert', signature: 'ci-token-permission' })
  })

  test('does not turn on a pack that a list leaves out', () => {
    const listed = diagnose('signatures: { packs: [mcp] }', null, LINE)
    expect(listed).toMatchObject({ decision: 'silent', reason: 'turned-off' })
  })

  const SCALEKIT = [
    'Scalekit: one tool is refused',
    '```\nWWW-Authenticate: Bearer error="insufficient_scope", scope="mcp:tools:write"\nInsufficient permissions: `mcp:tools:write` scope required\n```\n\nThe login succeeds, and the call is refused with 403. The server uses Scalekit. The token lacks the scope.',
  ] as const

  test('turns on an opt-in pack by its evidence', () => {
    for (const settings of ['', AUTO]) {
      expect(diagnose(settings, null, SCALEKIT)).toMatchObject({ decision: 'assert', signature: 'scalekit-scope' })
    }
  })

  test('is diagnosed as if an opt-in pack that a list leaves out did not exist', () => {
    const listed = diagnose('signatures: { packs: [oauth, client, mcp] }', null, SCALEKIT)
    expect(listed.ranked.map(({ signature }) => signature)).not.toContain('scalekit-scope')
    expect(listed.ranked[0]?.signature).toBe('missing-scope')
    expect(listed.decision).not.toBe('silent')
  })
})

test('rules with other packs have another fingerprint', () => {
  const fingerprintOf = (text: string, known: RepositoryFacts | null) =>
    resolveRules(pack, { settings: settingsOf(text), problems: [], mayLoosen: false, facts: known }).pack.fingerprint
  const auto = 'signatures: { packs: auto }'
  expect(fingerprintOf('', null)).toBe(pack.fingerprint)
  expect(new Set([fingerprintOf('', null), fingerprintOf(auto, null), fingerprintOf(auto, facts(['mcp']))]).size).toBe(
    3,
  )
})
