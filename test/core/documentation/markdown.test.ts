import { describe, expect, test } from 'vitest'
import { code, codeBlock, joinList, link, list, prose, table } from '../../../src/core/documentation/markdown.ts'
import { kindsIn, nodesOf, parseMarkdown, visibleText } from '../../support/markdown.ts'

describe('prose', () => {
  test.each([
    ['emphasis markers', 'a *b* and _c_ and ~d~ and ~~e~~'],
    ['a snake_case word', 'set access_token and _private'],
    ['HTML', 'the <script> of <https://example.com>'],
    ['a link', 'see [this](https://example.com) and ![that](x.png)'],
    ['an entity', 'AT&amp;T & R&D'],
    ['a heading', '# not a heading'],
    ['a bullet', '- not a list'],
    ['a number', '1. not a list'],
    ['a vertical bar', 'a | b'],
    ['a backslash', 'C:\\Users\\me and \\*'],
    ['one backtick', "it's a ` alone"],
    ['math delimiters', 'costs $5 or $6'],
    ['a comment', 'x <!-- y --> z'],
  ])('shows %s as it is written', (_, text) => {
    expect(visibleText(prose(text))).toBe(text)
    expect(kindsIn(prose(text))).not.toContain('html')
  })

  test.each([
    ['code in backticks', 'run `a|b *c*` now', 'run `a|b *c*` now'],
    ['a placeholder', '{{scope}} is missing', '`{{scope}}` is missing'],
    ['a placeholder in code', '`{{scope}}` is missing', '`{{scope}}` is missing'],
    ['a URL', 'call https://example.com/a_b_c.', 'call `https://example.com/a_b_c`.'],
    ['adjacent placeholders', '{{a}}{{b}}', '`{{a}}` `{{b}}`'],
    ['lines', 'one\n  two', 'one two'],
  ])('renders %s', (_, text, expected) => {
    expect(prose(text)).toBe(expected)
  })
})

describe('code', () => {
  test.each(['plain', 'a`b', '``', '`edge`', ' padded ', 'a|b'])('keeps %j', (text) => {
    expect([...nodesOf(parseMarkdown(`x ${code(text)} y`))].find((it) => it.type === 'inlineCode')).toMatchObject({
      value: text,
    })
  })
})

test('a fence is longer than any run of backticks inside', () => {
  const nodes = [...nodesOf(parseMarkdown(codeBlock('a\n````\nb', 'text')))]
  expect(nodes.find((it) => it.type === 'code')).toMatchObject({ value: 'a\n````\nb', lang: 'text' })
})

test('a vertical bar in the code of a table cell stays inside the cell', () => {
  const nodes = [...nodesOf(parseMarkdown(table(['a', 'b'], [[code('x|y'), prose('p|q')]])))]
  expect(nodes.filter((it) => it.type === 'tableCell')).toHaveLength(4)
  expect(nodes.find((it) => it.type === 'inlineCode')).toMatchObject({ value: 'x|y' })
})

test('a block inside a list item stays inside it', () => {
  const tree = parseMarkdown(list([`one\n\n${codeBlock('a\n\nb', 'text')}`, 'two']))
  expect(tree.children).toHaveLength(1)
  expect([...nodesOf(tree)].find((it) => it.type === 'code')).toMatchObject({ value: 'a\n\nb' })
})

test('a link keeps parentheses in its URL', () => {
  const node = [...nodesOf(parseMarkdown(link('x', 'https://example.com/a_(b)?c=d e')))].find(
    (it) => it.type === 'link',
  )
  expect(node).toMatchObject({ url: 'https://example.com/a_%28b%29?c=d%20e' })
})

test.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('joins %j', (items, expected) => {
  expect(joinList(items)).toBe(expected)
})
