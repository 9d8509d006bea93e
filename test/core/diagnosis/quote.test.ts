import { describe, expect, test } from 'vitest'
import { quote } from '../../../src/core/diagnosis/quote.ts'
import type { Segment } from '../../../src/core/report/report.ts'
import { segmentOf } from '../../support/packs.ts'

/** Returns the quote for a match that covers the words between « and ». */
function quoted(marked: string, overrides: Partial<Segment> = {}) {
  const start = marked.indexOf('«')
  const end = marked.indexOf('»') - 1
  return quote(hitOf(segmentOf(marked.replace(/[«»]/g, ''), overrides), start, end))
}

function hitOf(segment: Segment, start: number, end: number): Parameters<typeof quote>[0] {
  const clause = {
    id: 'own-line',
    in: ['any' as const],
    strength: 'strong' as const,
    case: 'ignore' as const,
    regex: 'x',
  }
  return {
    owned: { role: 'evidence', owner: 'lost-badge', clause },
    segment,
    start,
    end,
    captures: {},
    reading: { section: 'account', mood: 'stated' },
  }
}

describe('quotes whole lines of a log', () => {
  test.each([
    ['one\n  two «gone» three  \nfour', 'two gone three'],
    ['«gone»', 'gone'],
    ['one\n«gone\nthen lost» now\nfour', 'gone\nthen lost now'],
    ['one\n«gone\n»two', 'gone'],
    ['one.  Two «gone». Three', 'one.  Two gone. Three'],
  ])('%j', (text, expected) => {
    expect(quoted(text, { kind: 'log' }).text).toBe(expected)
  })
})

describe('quotes whole sentences of prose', () => {
  test.each([
    ['One. Two is «gone» now. Three.', 'Two is gone now.'],
    ['One!\nTwo is\n«gone» now? Three.', 'Two is gone now?'],
    ['A heading\n\nTwo is «gone»\n\nThree', 'Two is gone'],
    ['Version 2.1.148 is «gone»', 'Version 2.1.148 is gone'],
    ['«gone»', 'gone'],
    ['First item\nSecond is «gone»\nThird item', 'Second is gone'],
    ['✅ The login\n✅ The token\n❌ The call is «gone»', '❌ The call is gone'],
    [
      `A line that is wrapped where ${'the text goes on and '.repeat(3)}the\nClient is «gone»`,
      `A line that is wrapped where ${'the text goes on and '.repeat(3)}the Client is gone`,
    ],
  ])('%j', (text, expected) => {
    expect(quoted(text).text).toBe(expected)
  })
})

describe('a list keeps its items apart', () => {
  const text = 'read the file\nsign in with **SSO**\nit fails'
  const outline = [{ line: 0 }, { line: 1 }, { line: 2, heading: 'Actual' }]
  const marked = (words: string) => text.replace(words, `«${words}»`)

  test('an item is quoted alone', () => {
    expect(quoted(marked('sign in'), { outline }).text).toBe('sign in with **SSO**')
  })

  test('items that belong to one passage stay on lines of their own', () => {
    expect(quoted(marked('file\nsign in'), { outline }).text).toBe('read the file\nsign in with **SSO**')
  })

  test('the heading is the one above the line', () => {
    expect(quoted(marked('it fails'), { outline, heading: 'Steps' }).heading).toBe('Actual')
    expect(quoted(marked('sign in'), { outline, heading: 'Steps' }).heading).toBe('Steps')
  })
})

test('counts the lines of a segment once, however much of it is quoted', () => {
  let counted = 0
  const segment = {
    ...segmentOf('read the file\nsign in'),
    get outline() {
      counted += 1
      return [{ line: 0 }, { line: 1 }]
    },
  }
  const texts = [0, 14].map((start) => quote(hitOf(segment, start, start + 4)).text)
  expect(texts).toEqual(['read the file', 'sign in'])
  expect(counted).toBe(1)
})

describe('quotes a long line only around the match', () => {
  const long = 'y'.repeat(1_000_000)

  test.each<[string, Segment['kind'], string, RegExp]>([
    ['in the middle', 'log', `${long} «gone» ${long}`, /^…y+ gone y+…$/],
    ['at its start', 'log', `«gone» ${long}`, /^gone y+…$/],
    ['at its end', 'log', `${long} «gone»`, /^…y+ gone$/],
    ['in prose', 'prose', `${long} «gone» ${long}`, /^…?y+ gone y+…?$/],
    ['longer than a quote', 'log', `a «gone${long}» b`, /^a goney+…$/],
  ])('%s', (_, kind, text, shape) => {
    const { text: shown } = quoted(text, { kind })
    expect(shown).toMatch(shape)
    expect(shown.length).toBeLessThanOrEqual(302)
    expect(shown.length).toBeGreaterThan(kind === 'log' ? 200 : 120)
  })
})

describe('the line number', () => {
  test('is that of the match in its source', () => {
    expect(quoted('one\ntwo\n«gone»', { line: 10 }).line).toBe(12)
  })

  test('is that of the segment if the line breaks were lost', () => {
    expect(quoted('one\ntwo\n«gone»', { line: 10, flattened: true }).line).toBe(10)
  })
})
