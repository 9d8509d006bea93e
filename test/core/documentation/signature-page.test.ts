import { describe, expect, test } from 'vitest'
import { GENERATED_MARK, renderSignaturePage } from '../../../src/core/documentation/signature-page.ts'
import type { Signature } from '../../../src/core/signatures/schema.ts'
import { nodesOf, parseMarkdown, visibleText } from '../../support/markdown.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const sibling = signatureOf('invalid-scope', { title: 'The server refuses a scope' })

function pageOf(signature: Signature, ...others: readonly Signature[]): string {
  return renderSignaturePage(signature, { pack: packOf(signature, ...others), file: `oauth/${signature.id}.yaml` })
}

function section(page: string, heading: string): string {
  return (
    page
      .split(/^## /m)
      .find((it) => it.startsWith(`${heading}\n`))
      ?.slice(heading.length)
      .trim() ?? ''
  )
}

describe('a page', () => {
  test('starts with the name of its source file', () => {
    expect(pageOf(signatureOf('missing-scope'))).toContain(`${GENERATED_MARK}oauth/missing-scope.yaml`)
  })

  test('has its sections in a fixed order', () => {
    const page = pageOf(signatureOf('missing-scope', { never: ['Do not turn off the check.'] }), sibling)
    expect([...page.matchAll(/^## (.*)$/gm)].map((it) => it[1])).toEqual([
      'What this error means',
      'Why it happens',
      'Quick fixes',
      'Checks, step by step',
      'How it is recognised',
      'Easily confused with',
      'How to tell that the fix worked',
      'Prevention',
      'What not to do',
      'What reads like it and is not',
      'Fixed in',
      'Related errors',
      'Sources',
    ])
  })

  test('leaves out an empty section', () => {
    expect(pageOf(signatureOf('missing-scope'))).not.toContain('## What not to do')
  })

  test('says that an experimental signature is not shown on issues', () => {
    expect(pageOf(signatureOf('missing-scope', { status: 'experimental' }))).toContain('without labels and comments')
  })

  test('shows its own example, including fences', () => {
    const report = '# One\n\n```\na log\n```\n'
    const page = pageOf(
      signatureOf('missing-scope', {
        examples: [
          { name: 'one', report },
          { name: 'two', report: '# T' },
        ],
      }),
    )
    const blocks = [...nodesOf(parseMarkdown(page))].filter((it) => it.type === 'code')
    expect(blocks[0]).toMatchObject({ lang: 'markdown', value: report.trimEnd() })
  })
})

describe('quick fixes', () => {
  const remedies = [
    { text: 'Name the scope.', standing: 'verified', source: 'https://github.com/a/b/issues/1' },
    { text: 'Wait', standing: 'reported', source: 'https://example.com/wait' },
    { text: 'Log in again', standing: 'refuted', source: 'https://github.com/a/b/issues/2#issuecomment-3' },
  ]

  test('separate confirmed, reported and refuted remedies', () => {
    const text = section(pageOf(signatureOf('missing-scope', { remedies })), 'Quick fixes')
    expect(text).toMatch(/confirmed by several people:\n\n- Name the scope \(\[a\/b#1\]/)
    expect(text).toMatch(/one person, not confirmed:\n\n- Wait \(\[example\.com\/wait\]/)
    expect(text).toMatch(/without success:\n\n- Log in again \(\[a\/b#2\]/)
  })

  test('say when nothing is confirmed', () => {
    expect(section(pageOf(signatureOf('missing-scope')), 'Quick fixes')).toMatch(/^No remedy is confirmed yet\./)
  })
})

describe('checks', () => {
  const checklist = [
    { check: 'Look', how: 'grep -n "a|b" log.txt', outcomes: [{ see: '`{{scope}}` is there' }, { see: 'Go on' }] },
    { check: 'See', outcomes: [{ see: 'x' }, { see: 'y' }], when: { product: ['cowork', 'codex'], os: 'macos' } },
    { check: 'Read', how: 'the `scope=` part of the URL', outcomes: [{ see: 'x' }, { see: 'y' }] },
    { check: 'Count', how: 'ps ax', windows: 'Get-Process', outcomes: [{ see: 'x' }, { see: 'y' }] },
    {
      check: 'Ask',
      how: 'the log, or `ps`',
      windows: 'the log, or `tasklist`',
      outcomes: [{ see: 'x' }, { see: 'y' }],
    },
  ]
  const text = section(pageOf(signatureOf('missing-scope', { checklist })), 'Checks, step by step')

  test('are one numbered list', () => {
    const lists = parseMarkdown(text).children.filter((it) => it.type === 'list')
    expect(lists).toHaveLength(1)
    expect(lists[0]).toMatchObject({ ordered: true, children: { length: 5 } })
  })

  test('mark a step that applies only to some products', () => {
    expect(text).toContain('2. Only on `cowork` or `codex`, macOS: **See**')
  })

  test('have a table of the steps by product', () => {
    expect(text).toContain('| `cowork` | 1, 2, 3, 4, 5 |')
    expect(text).toContain('| anything else | 1, 3, 4, 5 |')
  })

  test('have no table when every step applies everywhere', () => {
    expect(section(pageOf(signatureOf('missing-scope')), 'Checks, step by step')).not.toContain('| steps |')
  })

  test('show a command unchanged as code', () => {
    expect([...nodesOf(parseMarkdown(text))].find((it) => it.type === 'code')).toMatchObject({
      value: 'grep -n "a|b" log.txt',
    })
  })

  test('show the command for both systems', () => {
    const commands = [...nodesOf(parseMarkdown(text))].flatMap((it) => (it.type === 'code' ? [it.value] : []))
    expect(commands.slice(-2)).toEqual(['ps ax', 'Get-Process'])
    expect(text).toContain('On Windows, in PowerShell:')
    expect(text).toContain('On Windows: the log, or `tasklist`')
  })

  test('show a described place as a sentence', () => {
    expect(text).toContain('**Read**: the `scope=` part of the URL')
  })
})

describe('how it is recognised', () => {
  test('shows a pattern unchanged, including backticks and vertical bars', () => {
    const regex = 'scope ```(?:a|b)` missing'
    const evidence = [{ id: 'line', in: ['log', 'field:Error|s'], strength: 'decisive', regex }]
    const page = pageOf(signatureOf('missing-scope', { evidence }))
    expect([...nodesOf(parseMarkdown(page))].filter((it) => it.type === 'code').map((it) => it.value)).toContain(regex)
    expect(visibleText(page)).toContain('in logs or answers under “Error|s”: this pattern')
  })

  test('describes a `near` clause with its distance and terms', () => {
    const evidence = [
      { id: 'words', in: ['prose'], strength: 'strong', near: { within: 9, all: [['scope'], ['@fail', 'not_sent']] } },
    ]
    const text = section(pageOf(signatureOf('missing-scope', { evidence })), 'How it is recognised')
    expect(text).toContain('one term from each line within 9 words, in any order')
    expect(visibleText(text)).toContain('any word from the list @fail or not_sent')
  })

  test('lists clauses against it, conditions, counter-signs and inherited evidence', () => {
    const clause = (id: string) => [{ id, in: ['any'], strength: 'strong', regex: `${id} text` }]
    const kind = signatureOf('cowork-scope', {
      broader: 'invalid-scope',
      inherits: true,
      'only-when': clause('gate'),
      against: clause('counter'),
      'not-when': ['rate-limit'],
    })
    const text = section(pageOf(kind, sibling), 'How it is recognised')
    expect(text).toContain('All evidence for or against [The server refuses a scope](invalid-scope.md) counts')
    expect(text).toContain('### Only considered when')
    expect(text).toMatch(/### Evidence against it\n\nMakes it unlikely \(strong\):\n\n- `counter`/)
    expect(text).toContain('Counter-sign `rate-limit`')
  })
})

describe('related signatures', () => {
  test('are linked, with their distinguishing features and the deciding question', () => {
    const confused = [{ id: 'invalid-scope', tell: 'there no token exists', ask: 'Was a token issued?' }]
    const text = section(
      pageOf(signatureOf('missing-scope', { 'confused-with': confused }), sibling),
      'Easily confused with',
    )
    expect(text).toBe(
      '### [The server refuses a scope](invalid-scope.md)\n\nthere no token exists.\n\nThe deciding question: *Was a token issued?*',
    )
  })

  test('are not linked if they are retired', () => {
    expect(section(pageOf(signatureOf('missing-scope')), 'Easily confused with')).toContain('### `invalid-scope`\n')
  })

  test('are listed by their relation', () => {
    const general = signatureOf('scope', { title: 'Scope' })
    const kind = signatureOf('missing-scope', { broader: 'scope' })
    const narrower = signatureOf('cowork-scope', { title: 'Cowork', broader: 'missing-scope' })
    const pointing = signatureOf('other', { title: 'Other', 'confused-with': [{ id: 'missing-scope', tell: 'x' }] })
    const text = section(pageOf(kind, general, narrower, pointing, sibling), 'Related errors')
    expect(text.split('\n')).toEqual([
      '- More general: [Scope](scope.md).',
      '- More specific: [Cowork](cowork-scope.md).',
      '- Siblings: [The server refuses a scope](invalid-scope.md).',
      '- Sometimes confused with it: [Other](other.md).',
    ])
  })
})

test('every URL of the page is among the sources once', () => {
  const source = 'https://github.com/a/b/issues/1'
  const signature = signatureOf('missing-scope', {
    remedies: [{ text: 'x', standing: 'verified', source }],
    checklist: [
      { check: 'a', outcomes: [{ see: 'b' }, { see: 'c' }], source },
      { check: 'd', outcomes: [{ see: 'e' }, { see: 'f' }], source: 'https://example.com/spec' },
    ],
    'fixed-in': [{ product: 'cowork', version: '1.2', source: 'https://example.com/fix' }],
  })
  expect(section(pageOf(signature), 'Sources').split('\n')).toEqual([
    '- [a/b#1](https://github.com/a/b/issues/1)',
    '- [example.com/spec](https://example.com/spec)',
    '- [example.com/fix](https://example.com/fix)',
  ])
})
