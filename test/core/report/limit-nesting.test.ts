import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import {
  limitNesting,
  MAX_LAZY_LINES,
  MAX_LIST_ITEMS,
  MAX_QUOTE_DEPTH,
  restoreMarks,
} from '../../../src/core/report/limit-nesting.ts'
import { parseMarkdown, readMarkdown } from '../../../src/core/report/parse-markdown.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { lineAt } from '../../../src/core/report/report.ts'

const ITEM = '- a [b](c) `d` **e** and some words of prose\n'
const fill = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)

describe('limitNesting', () => {
  test(`keeps ${MAX_QUOTE_DEPTH} levels of nested quotations and masks deeper ones`, () => {
    const allowed = `${'> '.repeat(MAX_QUOTE_DEPTH)}a`
    expect(limitNesting(allowed)).toBe(allowed)
    expect(limitNesting(`> ${allowed}`)).not.toBe(`> ${allowed}`)
  })

  test.each([
    ['list items', '- a\n'.repeat(MAX_LIST_ITEMS + 1)],
    ['lazy lines', `> a\n${'b\n'.repeat(MAX_LAZY_LINES + 1)}`],
    ['delimiters', '[*_~] '.repeat(500)],
    ['delimiters far from the start of a paragraph', `${fill('a ', 20_000)}[*_~]`],
    ['unclosed HTML', fill('a <! <!x <? <!-- <![CDATA[ ', 65_536)],
    ['backticks', fill('` `` ``` a ', 65_536)],
    ['escaped backticks', fill('`\\`', 65_536)],
    ['unclosed links', fill('[a](b (', 65_536)],
    ['lines', fill('a\n', 65_536)],
    ['quotations that end', fill('> a\n\n', 65_536)],
    ['quotations that grow and shrink', fill('>>>>>>>> a\n> b\n', 65_536)],
    ['nested lists that end', fill('- - - - a\n', 65_536)],
    ['nested images', `${'!['.repeat(290)}${fill('\\*\n', 15_000)}${'](a)'.repeat(290)}`],
  ])('masks too many %s, and restoreMarks restores every character', (_, text) => {
    expect(limitNesting(text)).not.toBe(text)
    expect(limitNesting(text)).toHaveLength(text.length)
    expect(restoreMarks(limitNesting(text))).toBe(text)
  })

  test.each([
    ['lists of 90 items, each with a link, code and emphasis', fill(`${fill(ITEM, 90 * ITEM.length)}\n`, 16_000)],
    ['300 list items on two levels', fill('- a\n  - b\n', 3000)],
    ['100 quotations with their answers', fill('> a line that is quoted\n\nan answer to it\n\n', 4000)],
    ['2000 lines of a log in a fence', `\`\`\`\n${fill('12:01:07 [info] a_b *c* <d> &e; `f`\n', 60_000)}\`\`\`\n`],
    ['60 KB of prose', fill(`${fill('Some *words* of `prose` with a [link](x). ', 400)}\n\n`, 60_000)],
    ['a table of 300 rows', `| a | b |\n|---|---|\n${fill('| some | words |\n', 5000)}`],
    ['a comment in every section', fill('## a\n<!-- what to write here -->\ntext\n\n', 10_000)],
  ])('leaves Markdown that is usual in reports unchanged: %s', (_, text) => {
    expect(outsideFences(limitNesting(text)) === outsideFences(text)).toBe(true)
  })

  test('replaces stand-in characters that are already in the text', () => {
    expect(restoreMarks(limitNesting('a\ufdd0b\ufddfc'))).toBe('a\ufffdb\ufffdc')
  })

  test('treats a carriage return as a line end', () => {
    const deep = '>'.repeat(MAX_QUOTE_DEPTH + 1)
    expect(limitNesting(`a\r${deep}`)).toBe(limitNesting(`a\n${deep}`))
    expect(limitNesting('-\r\n'.repeat(MAX_LIST_ITEMS + 1))).not.toContain('-')
  })
})

describe("text beyond the parser's budget", () => {
  const body = `${fill('w\n', 40_000)}\n## Heading\n\n- item\n\n\`\`\`\nError: last\n\`\`\`\n`
  const { segments } = readReport({ title: '', body, attachments: [] })

  test('is read line by line', () => {
    expect(segments.at(-2)).toMatchObject({ kind: 'log', heading: null, text: 'Error: last', line: 20_007 })
    expect(segments.at(-3)?.text.endsWith('w\n\n## Heading\n\n- item\n\n```')).toBe(true)
  })

  test('keeps its line numbers', () => {
    const source = body.split('\n')
    for (const segment of segments)
      for (const word of segment.text.matchAll(/[#\w:-]+/g))
        expect(source[lineAt(segment, word.index) - 1]).toContain(word[0])
  })
})

describe('readMarkdown', () => {
  test('returns a tree without stand-ins', () => {
    const text = `${fill('*a ', 3000)}![alt*](u_r "t*")\n\n> ${'> '.repeat(20)}b\n\n\`\`\`js\na > b\n\`\`\`\n\n<b>*</b>\n`
    const tree = readMarkdown(text)
    expect(tree).not.toBeNull()
    expect(JSON.stringify(tree)).not.toMatch(/[\ufdd0-\ufdef]/)
  })

  test('gives every node its source lines', () => {
    const text = `# a\n\n${fill('b\n', 60_000)}`
    const tree = readMarkdown(text)
    const last = tree?.children.at(-1)
    expect(tree?.position?.end.line).toBe(30_003)
    expect(last?.position).toMatchObject({ start: { line: 3, column: 1 }, end: { line: 30_003, column: 1 } })
  })

  test('does not parse bare URLs, definitions or footnotes', () => {
    const tree = parseMarkdown('www.a.example https://b.example c@d.example [^1] ~e~\n\n[f]: g\n\n[^1]: h\n')
    expect(typesOf(tree)).toEqual(new Set(['root', 'paragraph', 'text']))
  })
})

function typesOf(node: Nodes | null): ReadonlySet<string> {
  if (node === null) return new Set()
  return new Set([node.type, ...('children' in node ? node.children.flatMap((child) => [...typesOf(child)]) : [])])
}

/** Drops the first fence, in which stand-ins make no difference. */
function outsideFences(text: string): string {
  return text.replace(/```\n.*```/s, '')
}
