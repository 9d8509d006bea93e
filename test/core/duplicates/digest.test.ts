import { describe, expect, test } from 'vitest'
import { findCitations } from '../../../src/core/duplicates/citations.ts'
import { MAX_TERMS } from '../../../src/core/duplicates/digest.ts'
import { findErrorLines } from '../../../src/core/duplicates/error-lines.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { indexed } from './reports.ts'

const segmentsOf = (body: string) => readReport({ title: '', body, attachments: [] }).segments

describe('error lines', () => {
  test('are found in logs, with their location', () => {
    const lines = findErrorLines(segmentsOf('```\nstarted\nError: token 42 has expired\n```'))
    expect(lines).toEqual([
      { fingerprint: 'error: token <n> has expired', text: 'Error: token 42 has expired', source: 'body', line: 3 },
    ])
  })

  test('are listed once per fingerprint', () => {
    const lines = findErrorLines(segmentsOf('```\nError: retry 1 was refused\nError: retry 2 was refused\n```'))
    expect(lines.map(({ line }) => line)).toEqual([2])
  })

  test('are not found in prose that only mentions a failure', () => {
    expect(findErrorLines(segmentsOf('The login fails whenever I try to sign in again.'))).toEqual([])
  })

  test('are found in prose that quotes an error', () => {
    const lines = findErrorLines(segmentsOf('It says "does not support dynamic client registration" and failed.'))
    expect(lines).toHaveLength(1)
  })

  test('are limited to forty', () => {
    const log = Array.from(
      { length: 500 },
      (_, at) => `Error: worker ${'abcdefghij'[at % 10]}${'klmnopqrst'[at % 7]} ${at}x failed`,
    )
    const words = log.map((line, at) => `${line} while ${at.toString(36).replace(/\d/g, 'q')}${'z'.repeat(at % 30)}`)
    expect(findErrorLines(segmentsOf(`\`\`\`\n${words.join('\n')}\n\`\`\``))).toHaveLength(40)
  })
})

describe('citations', () => {
  test.each([
    ['for the same repository', 'Looks like #12 to me.', ['#12']],
    ['for another repository', 'See acme/gateway#7.', ['acme/gateway#7']],
    ['by URL', 'See https://github.com/acme/gateway/issues/7 for more.', ['acme/gateway#7']],
    ['each once', '#1 and #1 and #2', ['#1', '#2']],
    ['but not in logs', '```\nError #12\n```', []],
    ['but not in a heading or a colour', '# 12 things in #fff', []],
  ])('are found %s', (_title, body, expected) => {
    expect(findCitations(segmentsOf(body))).toEqual(expected)
  })
})

describe('a digest', () => {
  test('limits the terms of a long log', () => {
    const { digest } = indexed('Title', `\`\`\`\n${'connection refused again\n'.repeat(1_500)}\n\`\`\``)
    expect(digest.terms.log).toHaveLength(MAX_TERMS.log)
  })

  test('ignores quotes', () => {
    expect(indexed('Title', '> the gateway refuses my token').digest.terms.prose).toEqual([])
  })

  test('survives JSON', () => {
    const { digest } = indexed('Login fails', 'Error: `token expired`, see #3', {
      shows: { signature: 'missing-scope' },
    })
    expect(JSON.parse(JSON.stringify(digest))).toEqual(digest)
  })

  test('contains no secret from the report', () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`
    expect(
      JSON.stringify(indexed(secret, `Error: bad token ${secret}\n\n\`\`\`\nError ${secret}\n\`\`\``)),
    ).not.toContain(secret)
  })
})
