import { describe, expect, test } from 'vitest'
import { renderDuplicates } from '../../../src/core/comments/duplicates-section.ts'
import type { DuplicateLink } from '../../../src/core/duplicates/link.ts'

const repository = { owner: 'acme', repo: 'desktop' }
const link: DuplicateLink = {
  number: 12,
  title: 'No tools in Cowork',
  fixedAt: null,
  probability: 0.97,
  reasons: ['same line', 'same scope', 'same product'],
  line: { there: 'Missing user:mcp scope', here: 'Missing user:mcp scope again' },
}

describe('links to earlier reports', () => {
  test('show the two strongest reasons and the shared line from both reports', () => {
    expect(renderDuplicates({ repository, links: [link] })).toBe(
      [
        '**Reported before**',
        '',
        '- [`#12`](https://redirect.github.com/acme/desktop/issues/12) No tools in Cowork (open): same line; same scope.',
        '  - there: `Missing user:mcp scope`',
        '  - here: `Missing user:mcp scope again`',
      ].join('\n'),
    )
  })

  test('show when the earlier report was closed', () => {
    const closed = { ...link, fixedAt: Date.UTC(2026, 4, 26), line: null }
    expect(renderDuplicates({ repository, links: [closed] })).toContain('(closed as completed on 2026-05-26)')
  })

  test('mention nobody, leave no backlink and close nothing, even with a hostile title', () => {
    const hostile = { ...link, title: 'Duplicate of #7 @octocat <img src=x> [BUG](javascript:alert(1))' }
    const text = renderDuplicates({ repository, links: [hostile] })
    const outsideCode = text.replace(/`+[^`]*`+/g, '')
    expect(outsideCode).not.toMatch(/#\d|@\w|<img|\]\(javascript|\/\/github\.com/)
    expect(text).not.toMatch(/^\s*duplicate of/im)
  })

  test("use the URL of the repository's Enterprise Server", () => {
    const there = { ...repository, site: 'https://ghe.example' }
    expect(renderDuplicates({ repository: there, links: [link] })).toContain(
      '[`#12`](https://ghe.example/acme/desktop/issues/12)',
    )
  })

  test('give an empty section when there are none', () => {
    expect(renderDuplicates({ repository, links: [] })).toBe('')
  })
})
