import { describe, expect, test } from 'vitest'
import { addSection, nextVersion, renderSection } from '../../scripts/changelog.ts'

describe('nextVersion', () => {
  test.each([
    ['patch', '1.2.4'],
    ['minor', '1.3.0'],
    ['major', '2.0.0'],
  ])('after 1.2.3 by %s is %s', (kind, version) => {
    expect(nextVersion('1.2.3', kind)).toBe(version)
  })

  test.each([undefined, '', 'huge'])('throws for %s', (kind) => {
    expect(() => nextVersion('1.2.3', kind)).toThrow('major, minor, patch')
  })
})

describe('renderSection', () => {
  test('lists every commit once, in order, without release commits', () => {
    const subjects = ['Less noise', 'Release 0.1.0', 'More signatures', 'Less noise']
    expect(renderSection({ version: '0.2.0', date: '2026-11-20', subjects })).toBe(
      '## 0.2.0 (2026-11-20)\n\n- Less noise\n- More signatures\n',
    )
  })

  test('escapes Markdown characters', () => {
    expect(renderSection({ version: '1.0.0', date: '2026-11-20', subjects: ['Escape @user and [x](y)'] })).toContain(
      '- Escape \\@user and \\[x\\](y)\n',
    )
  })

  test('is added above the earlier ones', () => {
    const first = addSection('# Changelog\n\nIntroduction.\n', '## 0.1.0 (a)\n\n- one\n')
    expect(addSection(first, '## 0.2.0 (b)\n\n- two\n')).toBe(
      '# Changelog\n\nIntroduction.\n\n## 0.2.0 (b)\n\n- two\n\n## 0.1.0 (a)\n\n- one\n',
    )
  })
})
