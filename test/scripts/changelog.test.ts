import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nextVersion, releaseChangelog, unreleased } from '../../scripts/changelog.ts'

const HEAD = '# Changelog\n\nIntroduction.\n\n'
const RELEASE = { version: '0.2.0', date: '2026-11-20' }

describe('nextVersion', () => {
  test.each([
    ['patch', '1.2.4'],
    ['minor', '1.3.0'],
    ['major', '2.0.0'],
  ])('after 1.2.3, for a %s release, returns %s', (kind, version) => {
    expect(nextVersion('1.2.3', kind)).toBe(version)
  })

  test.each([undefined, '', 'huge'])('throws for %s', (kind) => {
    expect(() => nextVersion('1.2.3', kind)).toThrow('major, minor, patch')
  })
})

describe('a release', () => {
  test('takes the unreleased entries and leaves an empty section', () => {
    const text = `${HEAD}## Unreleased\n\n### Added\n\n- More signatures.\n\n### Fixed\n\n- Less noise.\n`
    expect(releaseChangelog(text, RELEASE)).toBe(
      `${HEAD}## Unreleased\n\n## 0.2.0 (2026-11-20)\n\n### Added\n\n- More signatures.\n\n### Fixed\n\n- Less noise.\n`,
    )
  })

  test('is placed above the earlier releases', () => {
    const first = releaseChangelog(`${HEAD}## Unreleased\n\n### Added\n\n- one\n`, { version: '0.1.0', date: 'a' })
    const next = first.replace('## Unreleased\n', '## Unreleased\n\n### Fixed\n\n- two\n')
    expect(releaseChangelog(next, { version: '0.2.0', date: 'b' })).toBe(
      `${HEAD}## Unreleased\n\n## 0.2.0 (b)\n\n### Fixed\n\n- two\n\n## 0.1.0 (a)\n\n### Added\n\n- one\n`,
    )
  })

  test.each([
    ['without the section', HEAD, 'lacks the section'],
    ['without an entry', `${HEAD}## Unreleased\n\n### Added\n`, 'lists nothing'],
    ['with an unknown group', `${HEAD}## Unreleased\n\n### News\n\n- one\n`, 'no group is called "News"'],
  ])('is refused %s', (_, text, message) => {
    expect(() => releaseChangelog(text, RELEASE)).toThrow(message)
  })
})

test("the project's own changelog can be released", () => {
  const text = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8')
  expect(unreleased(text)).toContain('### ')
  expect(releaseChangelog(text, RELEASE)).toContain('## 0.2.0 (2026-11-20)')
})
