import { describe, expect, test } from 'vitest'
import { readIssueForm } from '../../../src/entrypoints/cli/check/issue-form.ts'
import { prefillUrl } from '../../../src/entrypoints/cli/check/prefill.ts'
import { hostileTexts } from '../../support/hostile-text.ts'

const FORM = `
name: Bug
body:
  - type: markdown
    attributes: { value: Thanks }
  - type: textarea
    id: what
    attributes: { label: "What's Wrong?" }
  - type: textarea
    id: logs
    attributes: { label: Error Messages/Logs }
  - type: dropdown
    id: model
    attributes: { label: Which version, options: [a, b] }
  - type: input
    id: version
    attributes: { label: Claude Code Version }
`

const FILLING = {
  title: 'No tools',
  summary: 'The scope is missing.',
  excerpt: 'line 1\nline 2',
  environment: { product: null, version: '1.2.3', os: 'macos' as const },
}
const TARGET = { site: 'https://github.com', owner: 'octo', repo: 'app', forms: [] }

function parametersOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams)
}

describe('prefillUrl', () => {
  test('fills in each form field for which it has a value', () => {
    const form = readIssueForm('bug.yml', FORM)
    const url = prefillUrl(FILLING, { ...TARGET, forms: form === null ? [] : [form] })
    expect(url).toMatch(/^https:\/\/github\.com\/octo\/app\/issues\/new\?/)
    expect(parametersOf(url)).toEqual({
      title: 'No tools',
      template: 'bug.yml',
      what: 'The scope is missing.',
      logs: 'line 1\nline 2',
      version: '1.2.3',
    })
  })

  test('fills in the body if there is no form', () => {
    expect(parametersOf(prefillUrl(FILLING, TARGET))).toEqual({
      title: 'No tools',
      body: 'The scope is missing.\n\n1.2.3, macos\n\n```text\nline 1\nline 2\n```',
    })
  })

  test('keeps the end of a log that is too long for GitHub', () => {
    const excerpt = Array.from({ length: 60 }, (_, at) => `line ${at} ${'ü'.repeat(200)}`).join('\n')
    const url = prefillUrl({ ...FILLING, excerpt }, TARGET)
    expect(url.length).toBeLessThanOrEqual(8_000)
    expect(parametersOf(url)['body']).toContain('line 59')
  })

  test('limits the length of the URL for any content', () => {
    const text = 'ü'.repeat(1_000)
    expect(prefillUrl({ ...FILLING, summary: text, excerpt: 'ü'.repeat(20_000) }, TARGET).length).toBeLessThanOrEqual(
      8_000,
    )
  })
})

describe('readIssueForm', () => {
  test.each([
    ['invalid YAML', ': : :'],
    ['a list', '- 1'],
    ['an alias bomb', 'a: &a [1,1]\nb: &b [*a,*a]\nbody: [*b,*b]'],
    ['a huge list', `body: [${'{type: input},'.repeat(20_000)}]`],
  ])('returns null for %s', (_, text) => expect(readIssueForm('x.yml', text)).toBeNull())

  test('never throws', () => {
    for (const text of hostileTexts(100)) expect(() => readIssueForm('x.yml', text)).not.toThrow()
  })
})
