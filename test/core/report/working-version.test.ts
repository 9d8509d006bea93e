import { describe, expect, test } from 'vitest'
import { readReport } from '../../../src/core/report/read-report.ts'

function workingVersion(title: string, body = '') {
  const found = readReport({ title, body, attachments: [] }).workingVersion
  return found === undefined ? null : `${found.version} → ${found.failing}, ${found.source}:${found.line}`
}

describe('the version that works', () => {
  test.each([
    [
      'the one before it',
      'Push over ssh broken in 4.5.1',
      'With 4.5.1 it is refused.\nWith 4.5.0 it worked.',
      '4.5.0 → null, body:2',
    ],
    ['an upgrade', 'Login broken after upgrading from 2.7.0 to 2.10.0', '', '2.7.0 → 2.10.0, title:1'],
    [
      'an upgrade to no certain version',
      'SSO error after upgrading from 0.3.16 to any newer version',
      '',
      '0.3.16 → null, title:1',
    ],
    [
      'a downgrade',
      'Cannot log in',
      'Since Monday it fails.\n\nDowngrading to v1.110.0 helps.',
      'v1.110.0 → null, body:3',
    ],
    ['a way back', 'Cannot log in', 'It works when I switch back to `1.1.3`.', '1.1.3 → null, body:1'],
    [
      'a series of versions',
      'Cannot log in',
      'With v7.0.x everything worked perfectly, 7.1.0 refuses me.',
      'v7.0.x → null, body:1',
    ],
    ['two versions', 'Cannot log in', 'With v7.0.x, and 7.0.1 in particular, all worked.', '7.0.1 → null, body:1'],
    ['no problem', 'Cannot log in', 'No issue with 2022.10.1, only with the one after it.', '2022.10.1 → null, body:1'],
    [
      'the answer in a form',
      'Cannot log in',
      '### Last working version\n\n1.6.2\n\n### Version\n\n1.7.1',
      '1.6.2 → 1.7.1, body:1',
    ],
  ])('is read from %s', (_, title, body, expected) => {
    expect(workingVersion(title, body)).toBe(expected)
  })

  test.each([
    ['a version that fails', 'Login is broken in 1.3.0'],
    ['a negation', 'It does not work with 1.3.0'],
    ['what works besides', 'With 1.3.0 it works until the first refresh'],
    ['another program', 'It works with Node 20.11.1'],
    ['the other side', 'It works with MySQL 5.7.44'],
    ['a downgrade that did not help', 'I went back to 1.2.0 and it is still the same'],
    ['a range', 'Worked before 1.4.6'],
    ['a new dependency', 'Bumped the dependency `acme` to 0.0.3 and it fails'],
    ['what works as such', 'Copyist 2.0.1 as such works, only the login fails'],
    ['a list of what works where', 'With 2.1.228: A works, B fails'],
  ])('is not read from %s', (_, title) => {
    expect(workingVersion(title)).toBeNull()
  })
})
