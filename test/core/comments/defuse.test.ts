import { describe, expect, test } from 'vitest'
import { codeSpan, fenceText, inlineCode } from '../../../src/core/comments/defuse.ts'
import { normalizeSpaces, oneLine, truncate } from '../../../src/core/comments/one-line.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { kindsIn, nodesOf, parseMarkdown, textOutsideCode, visibleText } from '../../support/markdown.ts'

/** Patterns that GitHub turns into a mention, a reference, a link or an emoji outside code. */
const ACTIVE = [
  /@[\p{L}\p{N}]/u,
  /#\d/,
  /\bgh-\d/i,
  /:\/\//,
  /www\./i,
  /(?<![\p{L}\p{N}])[0-9a-f]{7,40}(?![\p{L}\p{N}])/iu,
  /:[a-z0-9+_-]+:/i,
]
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u

function expectInert(markdown: string) {
  const text = textOutsideCode(markdown)
  for (const pattern of ACTIVE) expect(text).not.toMatch(pattern)
  expect(markdown).not.toMatch(INVISIBLE)
}

describe('running text', () => {
  test.each([
    ['leaves plain words alone', 'It fails, (always) since Monday: why?', 'It fails, (always) since Monday: why?'],
    ['leaves other scripts alone', '登录失败，请重试。 naïve', '登录失败，请重试。 naïve'],
    ['puts a mention into code', 'ask @octocat, please', 'ask `@octocat`, please'],
    ['puts a team mention into code', '(@org/team)', '(`@org/team`)'],
    ['puts an entity that hides a mention into code', '&#64;octocat', '`&#64;octocat`'],
    ['puts an email address into code', 'me@example.com', '`me@example.com`'],
    ['puts an issue number into code', 'fixes #12.', 'fixes `#12`.'],
    ['puts GH-12 into code', 'see GH-12', 'see `GH-12`'],
    ['puts a reference to another repository into code', 'owner/repo#1', '`owner/repo#1`'],
    ['puts a URL into code', 'https://github.com/o/r/issues/1', '`https://github.com/o/r/issues/1`'],
    ['puts a bare host into code', 'www.example.com', '`www.example.com`'],
    ['puts a commit id into code and leaves the comma outside', 'deadbeef1, then', '`deadbeef1`, then'],
    ['puts an emoji code into code', 'done :tada:', 'done `:tada`:'],
    ['puts HTML into code', '<img src=x>', '`<img` `src=x>`'],
    ['puts an image into code', '![alt](https://x.example)', '`![alt](https://x.example)`'],
    ['keeps the parentheses of a call inside', 'calls refresh_token().', 'calls `refresh_token()`.'],
    ['surrounds a word with backticks by more backticks', 'a `b` c', 'a `` `b` `` c'],
    ['keeps a number at the start from becoming a list', '1. first', '`1`. first'],
    ['keeps a dash at the start from becoming a list', '- first - second', '`-` first - second'],
    ['keeps a hash at the start from becoming a heading', '# Title', '`#` Title'],
    ['puts a redaction placeholder into code', 'sent by [redacted:email]', 'sent by `[redacted:email]`'],
    ['joins several lines into one', 'one\r\ntwo\n\n# three', 'one two `#` three'],
  ])('%s', (_, text, expected) => {
    expect(inlineCode(text)).toBe(expected)
  })

  test('is cut after a word, with an ellipsis', () => {
    expect(inlineCode('one two three four', 12)).toBe('one two…')
  })

  test.each([
    ['in a quote', (text: string) => `> ${text}`, ['blockquote', 'inlineCode', 'paragraph', 'root', 'text']],
    ['in a list', (text: string) => `- see: ${text}`, ['inlineCode', 'list', 'listItem', 'paragraph', 'root', 'text']],
    ['in a sentence', (text: string) => `From “${text}”:`, ['inlineCode', 'paragraph', 'root', 'text']],
  ])('shows hostile text as nothing but text and code: %s', (_, embed, allowed) => {
    for (const text of hostileTexts(1_500)) {
      const markdown = embed(inlineCode(text))
      expect(allowed).toEqual(expect.arrayContaining(kindsIn(markdown)))
      expectInert(markdown)
    }
  })

  test('shows every character of hostile text', () => {
    for (const text of hostileTexts(1_500, 2)) {
      expect(visibleText(`> ${inlineCode(text)}`)).toBe(truncate(oneLine(text), 300))
    }
  })
})

describe('code spans', () => {
  test.each([
    ['a value', 'user:inference', '`user:inference`'],
    ['a backtick inside', 'a`b', '``a`b``'],
    ['backticks at the ends', '`a`', '`` `a` ``'],
    ['line breaks', 'a\nb', '`a b`'],
    ['nothing', '', '` `'],
  ])('contain %s', (_, text, expected) => {
    expect(codeSpan(text)).toBe(expected)
  })

  test('show hostile text as a single code node', () => {
    for (const text of hostileTexts(1_000, 3)) {
      const [, , ...rest] = nodesOf(parseMarkdown(`x${codeSpan(text)}`))
      expect(rest.map((node) => node.type)).toEqual(['text', 'inlineCode'])
    }
  })
})

describe('fences', () => {
  test('are longer than any fence inside', () => {
    expect(fenceText('a\n````\nb')).toBe('`````text\na\n````\nb\n`````')
  })

  test('show six lines and an ellipsis for the rest', () => {
    expect(fenceText('1\n2\n3\n4\n5\n6\n7')).toBe('```text\n1\n2\n3\n4\n5\n6\n…\n```')
  })

  test('cut long lines at 300 characters', () => {
    expect(fenceText('x'.repeat(1_000))).toBe(`\`\`\`text\n${'x'.repeat(299)}…\n\`\`\``)
  })

  test('show a log line without its terminal colours', () => {
    expect(fenceText('\u001b[31mERROR\u001b[0m denied')).toBe('```text\nERROR denied\n```')
  })

  test('show hostile text as a single code block', () => {
    for (const text of hostileTexts(1_500, 4)) {
      const markdown = fenceText(text)
      expect(parseMarkdown(markdown).children.map((node) => node.type)).toEqual(['code'])
      expect(markdown).not.toMatch(INVISIBLE)
    }
  })
})

describe('credentials', () => {
  test('are redacted before the text becomes code, so that the code span stays closed', () => {
    const text = '[x](https://evil.example) Set-Cookie: session=a1`b2'
    expect(codeSpan(text)).toBe('`[x](https://evil.example) Set-Cookie: [redacted:cookie]`')
    expect(inlineCode(text)).toBe('`[x](https://evil.example)` Set-Cookie: `[redacted:cookie]`')
    expect(fenceText(text)).toBe('```text\n[x](https://evil.example) Set-Cookie: [redacted:cookie]\n```')
  })
})

describe('cleaning', () => {
  test('is idempotent', () => {
    for (const text of hostileTexts(1_000, 5))
      expect(normalizeSpaces(normalizeSpaces(text))).toBe(normalizeSpaces(text))
  })

  test('takes linear time', () => {
    const text = '<@`[#:'.repeat(100_000)
    expect(inlineCode(text).length).toBeLessThan(2_000)
    expect(fenceText(text).length).toBeLessThan(2_000)
  })
})
