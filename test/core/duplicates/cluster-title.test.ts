import { describe, expect, test } from 'vitest'
import { keepForTitle, type TitledSignatures, titleOfCluster } from '../../../src/core/duplicates/cluster-title.ts'
import type { Cause, IndexedReport, ReportDigest } from '../../../src/core/duplicates/digest.ts'

const DAY = 24 * 60 * 60 * 1000
const FIRST = Date.UTC(2026, 2, 4)
const SIGNATURES: TitledSignatures = new Map([
  ['invalid-scope', { title: 'Login ends with invalid_scope (scope unknown or not allowed)', stage: 'authorize' }],
  ['registration', { title: 'Dynamic client registration: the server does not offer it', stage: 'client-id' }],
  ['token-exchange', { title: 'Token exchange fails: authorization code not exchanged', stage: 'token' }],
])

interface Stated {
  readonly signature?: string | null
  readonly captures?: Cause['captures']
  readonly asserted?: boolean
  readonly product?: string
  readonly version?: string
  readonly code?: readonly string[]
  readonly host?: readonly string[]
  readonly stage?: readonly string[]
  readonly lines?: readonly string[]
  readonly title?: string
}

function digest(stated: Stated): ReportDigest {
  const { signature = 'invalid-scope', captures = {}, asserted = true, code = [], host = [], stage = [] } = stated
  return {
    title: stated.title ?? 'Could not reach the prompt; error',
    terms: { title: ['broken'], prose: ['it', 'broke'], log: [] },
    lines: (stated.lines ?? []).map((fingerprint) => ({ fingerprint, text: fingerprint, source: 'body', line: 1 })),
    attributes: { values: { code, host, stage, surface: [], trigger: [] }, versions: { works: [], fails: [] } },
    cause: signature === null ? null : { signature, confidence: 0.99, asserted, captures },
    environment: { product: stated.product ?? null, version: stated.version ?? null, os: null },
    cites: [],
  }
}

/** The reports are filed a day apart, in the given order. */
function toReports(all: readonly Stated[]): readonly IndexedReport[] {
  return all.map((stated, at) => ({
    number: at + 1,
    createdAt: FIRST + at * DAY,
    author: '',
    open: true,
    closedAt: null,
    closedAs: null,
    reactions: 0,
    digest: digest(stated),
  }))
}

function titleOf(...all: readonly Stated[]): string {
  const reports = toReports(all)
  const asserted = reports.find(({ digest: { cause } }) => cause?.asserted)?.digest.cause ?? null
  const input = { canonical: reports[0] as IndexedReport, signature: asserted?.signature ?? null }
  const title = titleOfCluster({ ...input, reports, signatures: SIGNATURES })
  const kept = reports.map((it) => ({ ...it, digest: { ...it.digest, ...keepForTitle(it.digest) } }))
  expect(titleOfCluster({ ...input, reports: kept, signatures: SIGNATURES })).toBe(title)
  return title
}

describe('the title of a cluster', () => {
  test('says the cause, what is special about it, and since when', () => {
    const captures = { scope: 'offline_access' }
    const stated: Stated = { captures, host: ['clerk'], product: 'claude-code', version: '2.1.172' }
    expect(titleOf(stated, stated)).toBe(
      'Login ends with invalid_scope: offline_access, at clerk, since 2.1.172 of Claude Code',
    )
  })

  test('is the whole title of the signature if nothing is special', () => {
    expect(titleOf({}, {})).toBe('Login ends with invalid_scope (scope unknown or not allowed), since 2026-03-04')
  })

  test('shortens the title of the signature only if the rest says what fails', () => {
    const of = (signature: string) => titleOf({ signature, host: ['clerk'] }, { signature, host: ['clerk'] })
    expect(of('token-exchange')).toBe('Token exchange fails: at clerk, since 2026-03-04')
    expect(of('registration')).toContain('the server does not offer it: at clerk')
  })

  test('names the signature by its id if the pack does not have it', () => {
    expect(titleOf({ signature: 'own-badge-lost' }, { signature: 'own-badge-lost' })).toBe(
      'Own badge lost, since 2026-03-04',
    )
  })

  test.each<[string, Stated, string]>([
    ['a captured error code first', { captures: { scope: 'x:y', code: 'AADSTS50011' } }, ': AADSTS50011, x:y'],
    [
      "a captured server by its name, without the server's label",
      { captures: { host: 'mcp.clerk.com' }, host: ['clerk'] },
      ': at mcp.clerk.com',
    ],
    ['no captured port or account', { captures: { port: '4711', account: 'ann' } }, ' (scope unknown or not allowed)'],
    ['an error code in the lines', { code: ['client_id', 'AADSTS70043'] }, ': AADSTS70043'],
    ['no identifier that is not an error', { code: ['client_id', 'REFRESH_URL'] }, ' (scope unknown or not allowed)'],
    ['no error that the title has', { code: ['invalid_scope'] }, ' (scope unknown or not allowed)'],
    [
      'the stage with status and error',
      { stage: ['token 400 invalid_grant', 'token 400', 'token'] },
      ': at the token exchange with 400 invalid_grant',
    ],
    ['only the status at the stage of the signature', { stage: ['authorize 403', 'authorize'] }, ': 403'],
    ['nothing for the stage of the signature alone', { stage: ['authorize'] }, ' (scope unknown or not allowed)'],
  ])('has %s', (_, stated, special) => {
    expect(titleOf(stated, stated)).toBe(`Login ends with invalid_scope${special}, since 2026-03-04`)
  })

  test('says only as much of the stage as the reports share', () => {
    const [a, b] = [{ stage: ['token 400 invalid_grant', 'token 400', 'token'] }, { stage: ['token 400', 'token'] }]
    expect(titleOf(a, b)).toContain(': at the token exchange with 400,')
  })

  test('does not name the vendor of the product as the server', () => {
    const stated: Stated = { product: 'claude-code', host: ['anthropic'] }
    expect(titleOf(stated, stated)).not.toContain('at anthropic')
  })

  test('has no detail of a minority', () => {
    const title = titleOf({ captures: { scope: 'a:b' }, host: ['clerk'] }, { captures: { scope: 'c:d' } }, {})
    expect(title).toBe('Login ends with invalid_scope (scope unknown or not allowed), since 2026-03-04')
  })

  test('has no detail of a report with another signature', () => {
    const other: Stated = { signature: 'token-exchange', captures: { code: 'AADSTS1234' } }
    expect(titleOf({}, {}, other, other)).not.toContain('AADSTS1234')
  })

  test.each<[string, readonly Stated[], string]>([
    ['a version', [{}, { version: '2.1.3' }, { version: '2.1.4' }], ', since 2.1.3'],
    [
      'the day if a later report has an earlier version',
      [{ version: '2.1.3' }, { version: '2.0.9' }],
      ', since 2026-03-04',
    ],
    ['the product without a version', [{ product: 'codex' }, {}], ', in Codex CLI, since 2026-03-04'],
    ['no product if the reports name different ones', [{ product: 'codex' }, { product: 'gh' }], ', since 2026-03-04'],
  ])('says when it began with %s', (_, all, end) => {
    expect(titleOf(...all)).toBe(`Login ends with invalid_scope (scope unknown or not allowed)${end}`)
  })

  test('stays the same when a report without news joins', () => {
    const stated: Stated = { captures: { scope: 'a:b' }, host: ['clerk', 'acme'], stage: ['token 400', 'token'] }
    const known = { ...stated, product: 'claude-code', version: '2.1.3' }
    const before = titleOf(known, known)
    expect(titleOf(known, known, known)).toBe(before)
    expect(titleOf(known, known, { captures: {}, host: ['clerk'], version: '2.1.9' })).toBe(before)
    expect(titleOf(known, known, { signature: null, title: 'Same here' })).toBe(before)
  })

  test('changes when a report brings an earlier version', () => {
    expect(titleOf({ version: '2.1.3' }, { version: '2.1.1' })).not.toBe(titleOf({ version: '2.1.3' }, {}))
  })
})

describe('the title of a cluster without a signature', () => {
  const line = 'error: could not reach <url> after <n> tries'
  const unknown = (stated: Stated): Stated => ({ signature: null, ...stated })

  test('is the error line that its reports share, in words', () => {
    const title = titleOf(unknown({ lines: ['error: only here', line] }), unknown({ lines: [line] }), unknown({}))
    expect(title).toBe('Error: could not reach URL after … tries, since 2026-03-04')
  })

  test('is no line of a log about something else', () => {
    const noise = unknown({ title: 'Colours are wrong', lines: ['error: spool lease lost'] })
    expect(titleOf(noise, noise)).toBe('Reported as “Colours are wrong”, since 2026-03-04')
  })

  test('is the innermost message of a line of JSON', () => {
    const json = '[{"error":"error: <n> {\\"type\\":\\"error\\",\\"message\\":\\"prompt is too long: <n> tokens\\"}'
    expect(titleOf(unknown({ lines: [json] }), unknown({ lines: [json] }))).toBe(
      'Prompt is too long: … tokens, since 2026-03-04',
    )
  })

  test('keeps the line when a report shares only a later one', () => {
    const both = unknown({ lines: [line, 'fatal: no reach'] })
    expect(titleOf(both, both, both, unknown({ lines: ['fatal: no reach'] }))).toContain('could not reach URL')
  })

  test('ignores a signature that nobody asserted', () => {
    expect(titleOf({ asserted: false, lines: [line] }, { asserted: false, lines: [line] })).toContain('could not reach')
  })

  test("says that it is an issue's title if the reports share no line", () => {
    const all = [unknown({ title: 'It hangs\n forever' }), unknown({ title: 'Hangs' })]
    expect(titleOf(...all)).toBe('Reported as “It hangs forever”, since 2026-03-04')
    expect(titleOf(unknown({ title: ' ' }), unknown({}))).toBe('Reported as “Untitled”, since 2026-03-04')
  })

  test('leaves out the stop at the end of the line', () => {
    const stopped = unknown({ lines: ['error: could not reach the prompt.'] })
    expect(titleOf(stopped, stopped)).toBe('Error: could not reach the prompt, since 2026-03-04')
  })

  test('keeps an identifier with numbers in it readable', () => {
    const path = unknown({ lines: ['messages.<n>.content.<n>.base<n>: could not reach the prompt <n> times'] })
    expect(titleOf(path, path)).toBe('messages.*.content.*.base*: could not reach the prompt … times, since 2026-03-04')
  })

  test("leaves the tag of an issue form out of an issue's title", () => {
    const tagged = (title: string) => titleOf(unknown({ title }), unknown({ title }))
    expect(tagged('[BUG] Colours are wrong')).toBe('Reported as “Colours are wrong”, since 2026-03-04')
    expect(tagged('[BUG]')).toBe('Reported as “[BUG]”, since 2026-03-04')
  })

  test('is of limited length, on one line, and cut between words', () => {
    const long = `error ${'very '.repeat(60)}bad reach`
    const title = titleOf(unknown({ lines: [long] }), unknown({ lines: [long] }))
    expect(title.length).toBeLessThan(120)
    expect(title).toMatch(/^Error (?:very )+very…, since/)
  })
})
