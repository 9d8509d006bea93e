import { describe, expect, test } from 'vitest'
import { renderFixedBefore, renderLinks, renderReportedBefore } from '../../../src/core/comments/duplicates-section.ts'
import { ENGLISH } from '../../../src/core/comments/frame/english.ts'
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
    expect(renderLinks(repository, [link])).toBe(
      [
        '- [`#12`](https://redirect.github.com/acme/desktop/issues/12) No tools in Cowork (open): same line; same scope.',
        '  - there: `Missing user:mcp scope`',
        '  - here: `Missing user:mcp scope again`',
      ].join('\n'),
    )
  })

  test('show when the earlier report was closed', () => {
    const closed = { ...link, fixedAt: Date.UTC(2026, 4, 26), line: null }
    expect(renderLinks(repository, [closed])).toContain('(closed as completed on 2026-05-26)')
  })

  test('name the version of the earlier report', () => {
    const there = { ...link, version: '2.1.100' }
    expect(renderLinks(repository, [there])).toContain('(open, version 2.1.100)')
    expect(renderReportedBefore({ repository, links: [there] }, ENGLISH)).toContain('(open, version 2.1.100)')
  })

  test.each([
    [
      'no version',
      null,
      'If your version is from before that day, update first. If it is newer, this may be a regression.',
    ],
    [
      'words in place of a version',
      'nightly',
      'If your version is from before that day, update first. If it is newer, this may be a regression.',
    ],
    ['a preview of the same version', '2.1.100-beta.1', 'This report names 2.1.100-beta.1: update first.'],
    ['the same version', '2.1.100', 'This report names 2.1.100: update first.'],
    ['an older version', '2.1.99', 'This report names 2.1.99: update first.'],
    [
      'a newer version',
      '2.2',
      'This report names 2.2. **For maintainers:** that version is newer, so this may be a regression.',
    ],
  ])('say that a report closed as fixed is no open one, to a report with %s', (_, version, advice) => {
    const related = { repository, links: [{ ...link, version: '2.1.100', fixedAt: Date.UTC(2026, 4, 26) }] }
    expect(renderReportedBefore(related, ENGLISH)).toBe('')
    expect(renderFixedBefore(related, version)).toBe(
      `**Fixed before:** [\`#12\`](https://redirect.github.com/acme/desktop/issues/12) No tools in Cowork (closed as completed on 2026-05-26, version 2.1.100). ${advice}`,
    )
    expect(renderFixedBefore({ repository, links: [link] }, version)).toBe('')
  })

  test('mention nobody, leave no backlink and close nothing, even with a hostile title', () => {
    const hostile = { ...link, title: 'Duplicate of #7 @octocat <img src=x> [BUG](javascript:alert(1))' }
    const related = { repository, links: [hostile] }
    const fixed = renderFixedBefore({ repository, links: [{ ...hostile, fixedAt: 1, version: '#1 @a' }] }, '2 @octocat')
    const text = `${renderReportedBefore(related, ENGLISH)}\n${fixed}\n${renderLinks(repository, [hostile])}`
    const outsideCode = text.replace(/`+[^`]*`+/g, '')
    expect(outsideCode).not.toMatch(/#\d|@\w|<img|\]\(javascript|\/\/github\.com/)
    expect(text).not.toMatch(/^\s*duplicate of/im)
  })

  test("use the URL of the repository's Enterprise Server", () => {
    const there = { ...repository, site: 'https://ghe.example' }
    expect(renderLinks(there, [link])).toContain('[`#12`](https://ghe.example/acme/desktop/issues/12)')
  })

  test('name only the most likely one in the open', () => {
    expect(renderReportedBefore({ repository, links: [link, { ...link, number: 13 }] }, ENGLISH)).toBe(
      '**Reported before:** [`#12`](https://redirect.github.com/acme/desktop/issues/12) No tools in Cowork (open).',
    )
  })

  test('give an empty section when there are none', () => {
    expect(renderReportedBefore({ repository, links: [] }, ENGLISH)).toBe('')
  })
})
