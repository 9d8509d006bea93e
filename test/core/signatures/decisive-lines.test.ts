import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import { weightOf } from '../../../src/core/diagnosis/mood.ts'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import type { Hit } from '../../../src/core/signatures/pack.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

const inLog = (line: string) => {
  return readReport({ title: 'It fails', body: `\`\`\`\n${line}\n\`\`\``, attachments: [] })
}

/** Signatures whose lines need more than the line → why. */
const NEEDS_MORE: Readonly<Record<string, string>> = {
  'scalekit-handshake': 'without the name of the vendor, the broader signature is right',
  'scalekit-scope': 'without the name of the vendor, the broader signature is right',
  'scalekit-token-validation': 'without the name of the vendor, the broader signature is right',
}

function lineOf({ segment: { text }, start, end }: Hit): string {
  const to = text.indexOf('\n', end)
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, to === -1 ? text.length : to).trim()
}

/** `[signature, line]` of every line in an example that a decisive pattern of the example's own signature matches. */
const lines = [...pack.signatures.values()]
  .filter(({ id, status }) => status === 'stable' && NEEDS_MORE[id] === undefined)
  .flatMap((signature) =>
    signature.examples
      .filter(({ expect: { signature: wanted } }) => wanted === undefined || wanted === signature.id)
      .flatMap(({ report }) => scanReport(readReport(parseIssueText(report)), pack).hits)
      .filter(({ owned: { role, owner, clause }, segment, reading }) => {
        const isOwn = role === 'evidence' && owner === signature.id && clause.strength === 'decisive'
        return isOwn && clause.regex !== undefined && segment.kind === 'log' && weightOf(reading.mood) !== 'none'
      })
      .map((hit) => [signature.id, lineOf(hit)] as const),
  )
const unique = [...new Map(lines.map((it) => [it.join(' '), it])).values()].filter(([, line]) => !line.includes('\n'))

test('there are lines to try', () => {
  expect(unique.length).toBeGreaterThan(100)
})

describe('a decisive line alone in a log', () => {
  test('never leads to another signature', () => {
    const wrong = unique.filter(([id, line]) => ![null, id].includes(diagnose(inLog(line), pack).signature))
    expect(wrong).toEqual([])
  })

  test('puts its signature first', () => {
    const wrong = unique.filter(([id, line]) => diagnose(inLog(line), pack).ranked[0]?.signature !== id)
    expect(wrong).toEqual([])
  })
})

test.each([
  ['credential-store-failure', 'fatal: Failed to open secret service session [0x13]'],
  [
    'credential-store-failure',
    'error storing credentials - err: exit status 1, out: `User interaction is not allowed.`',
  ],
  [
    'credential-store-failure',
    'error storing credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``',
  ],
  ['credential-store-failure', 'error: User interaction is not allowed. (-25308)'],
  ['kube-credential-plugin-missing', 'getting credentials: exec: executable kubelogin not found'],
  [
    'kube-credential-plugin-missing',
    'Unable to connect to the server: getting credentials: exec: executable aws failed with exit code 255',
  ],
  ['jwks-key-not-found', 'No key matching kid or alg found in signing keys'],
  ['ci-token-permission', 'Error: Resource not accessible by integration'],
])('%s is asserted for its line outside AI clients: %s', (signature, line) => {
  const bodies = [`\`\`\`\n${line}\n\`\`\``, `It prints ${line}`, `${line}\n\nSince the update.`]
  const found = bodies.map((body) => diagnose(readReport({ title: 'It fails', body, attachments: [] }), pack).signature)
  expect(found).toEqual([signature, signature, signature])
})
