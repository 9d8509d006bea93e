import { describe, expect, test, vi } from 'vitest'
import { cleanAndRedact } from '../../../../src/core/report/clean-and-redact.ts'
import type { LogHit } from '../../../../src/core/signatures/pack.ts'
import type { PreparedClause } from '../../../../src/core/signatures/scanner/pattern-index.ts'
import { buildScanner } from '../../../../src/core/signatures/scanner/scanner.ts'
import { prepared } from '../../../support/clauses.ts'
import { generator } from '../../../support/generator.ts'
import { jwtOf, sampleOf, some } from '../../../support/secrets.ts'

vi.mock('../../../../src/core/report/clean-and-redact.ts', { spy: true })

const WINDOW = 65_536
const SCOPE = prepared('missing (?<scope>[\\w:]+) scope')
const EVIDENCE = 'Missing user:read scope'

/** Scans a text in pieces of these sizes, used in turn, or in one piece when no sizes are given. */
function scan(
  text: string,
  clauses: readonly PreparedClause[] = [SCOPE],
  sizes: readonly number[] = [],
): readonly LogHit[] {
  const scanner = buildScanner(clauses).stream({ maxPerClause: 1_000 })
  const bytes = Buffer.from(text)
  const hits: LogHit[] = []
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? bytes.length
    hits.push(...scanner.push(bytes.subarray(at, at + size)))
    at += size
  }
  return [...hits, ...scanner.end()]
}

const locationsOf = (hits: readonly LogHit[]) => hits.map(({ line, text, captures }) => [line, text, captures['scope']])

test('a long line of credentials is redacted about twice, however many patterns match it', () => {
  const line = 'password=aB3dE5fG7hJ9kL2m '.repeat(6_000)
  const clauses = Array.from({ length: 8 }, (_, at) => prepared(`(?:password|name${at})=\\w{12}`))
  const redact = vi.mocked(cleanAndRedact).mockClear()
  expect(scan(line, clauses)).toEqual([])
  const read = redact.mock.calls.reduce((sum, [given]) => sum + given.length, 0)
  expect(read).toBeLessThan(3 * line.length)
})

describe('a line with evidence', () => {
  test('is found at every offset around the border between two windows', () => {
    for (let before = WINDOW - EVIDENCE.length - 2; before <= WINDOW + 2; before += 1) {
      const text = `${'x'.repeat(before - 1)}\n${EVIDENCE}\n${'y'.repeat(500)}\n`
      expect(locationsOf(scan(text)), `after ${before} bytes`).toEqual([[2, EVIDENCE, 'user:read']])
    }
  })

  test('is found for pieces of any size', () => {
    const random = generator(3)
    const lines = Array.from({ length: 4_000 }, (_, at) =>
      random(40) === 0 ? `${at} ${EVIDENCE}` : `${at} ${'ä€x'.repeat(random(20))}`,
    )
    const whole = locationsOf(scan(lines.join('\n')))
    expect(whole.length).toBeGreaterThan(50)
    for (const sizes of [[1], [7, 4_096], [WINDOW - 1], [WINDOW + 1, 3]]) {
      expect(locationsOf(scan(lines.join('\n'), [SCOPE], sizes))).toEqual(whole)
    }
  })

  test('has the right line number deep in a log', () => {
    const log = `${'one line of a log\n'.repeat(100_000)}${EVIDENCE}\n`
    expect(locationsOf(scan(log))).toEqual([[100_001, EVIDENCE, 'user:read']])
  })

  test('is found in a single line of 25 MB', () => {
    const half = 'x'.repeat(12_500_000)
    const [hit, ...more] = scan(`${half} ${EVIDENCE} ${half}`)
    expect([hit?.line, hit?.captures, more]).toEqual([1, { scope: 'user:read' }, []])
    expect(hit?.text.length).toBeLessThan(2_000)
  })

  test('is found among NULs, truncated characters and invalid bytes', () => {
    const noise = Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 10])
    const scanner = buildScanner([SCOPE]).stream({})
    const bytes = Buffer.concat([noise, noise, Buffer.from(`${EVIDENCE}\n`), noise])
    expect(locationsOf([...scanner.push(bytes), ...scanner.end()])).toEqual([[3, EVIDENCE, 'user:read']])
  })

  test('is returned without the credential in it', () => {
    const { text, secret } = sampleOf('github-token')
    const [hit] = scan(`${EVIDENCE} ${text}\n`)
    expect(hit?.text).toContain(EVIDENCE)
    expect(JSON.stringify(hit)).not.toContain(secret)
  })
})

describe('a credential next to the evidence', () => {
  const { secret } = sampleOf('github-token')
  const [head, tail] = [secret.slice(0, 12), secret.slice(12)]

  /** Returns the pieces of the secret that the hit shows. */
  function shown(line: string, pieces: readonly string[], sizes: readonly number[] = []): readonly string[] {
    const hits = scan(line, [SCOPE], sizes)
    expect(hits).toHaveLength(1)
    expect(hits[0]?.text).toContain(EVIDENCE)
    return pieces.filter((piece) => JSON.stringify(hits).includes(piece))
  }

  test.each([
    ['a colour', '\u001b[31m'],
    ['a colour with a C1 introducer', '\u009b31m'],
    ['a character set selection', '\u001b(B\u001b[m'],
    ['a link', '\u001b]8;;https://evil.example\u0007'],
    ['a zero-width space', '\u200b'],
    ['a backspace', '\b'],
  ])('is redacted when it is split by %s', (_, splitter) => {
    expect(shown(`${EVIDENCE} ${head}${splitter}${tail}\n`, [head, tail.slice(-8)])).toEqual([])
    expect(shown(`${head}${splitter}${tail} ${EVIDENCE}\n`, [head, tail.slice(-8)])).toEqual([])
  })

  test('is redacted wherever the border between two windows cuts it or its splitter', () => {
    const line = `${head}\u001b[1;31m${tail} ${EVIDENCE} ${head}\u001b]8;;x\u0007${tail}`
    for (let before = WINDOW - line.length - 2; before <= WINDOW + 2; before += 3) {
      const text = `${'x'.repeat(before - 1)}\n${line}\n${'y'.repeat(40_000)}\n`
      expect(shown(text, [head, tail.slice(-8)]), `after ${before} bytes`).toEqual([])
    }
    expect(shown(`${line}\n`, [head, tail.slice(-8)], [1])).toEqual([])
  })

  test.each([300, 3_000, 5_000, 9_000, 33_000, 40_000, 70_000, 200_000])(
    'is redacted completely when it has %i characters',
    (length) => {
      const long = `ghp_${some(length)}`
      const pieces = [long.slice(-12), long.slice(0, 12), long.slice(length / 2, length / 2 + 12)]
      const quiet = 'quiet\n'.repeat(30_000)
      for (const line of [`${long} ${EVIDENCE}`, `${EVIDENCE} ${long}`, `${long} ${EVIDENCE} ${long}`]) {
        for (const text of [
          line,
          `${quiet}${line}\n${quiet}`,
          `${'x '.repeat(60_000)}${line} ${'y '.repeat(60_000)}`,
        ]) {
          const output = JSON.stringify(scan(text))
          expect(output).toContain(EVIDENCE)
          expect(pieces.filter((piece) => output.includes(piece))).toEqual([])
        }
      }
    },
  )

  test.each([
    ['a quoted password', (value: string) => `password="${value}"`],
    ['a value in JSON', (value: string) => `{"access_token":"${value}","status":401}`],
    ['two cookies', (value: string) => `Cookie: a=${value}; b=${value}`],
  ])('is redacted if the window cuts off %s before or after the evidence', (_, dress) => {
    const piece = some(12)
    for (const length of [20_000, 35_000, 70_000, 140_000]) {
      const line = dress(some(length))
      for (const text of [`${line} ${EVIDENCE}`, `${EVIDENCE} ${line}`, `${line}${EVIDENCE}${line}`])
        expect(JSON.stringify(scan(`${text}\n`)), `${length} characters`).not.toContain(piece)
    }
  })

  test('is redacted when its name is far away on the line', () => {
    const token = jwtOf({ aud: 'https://mcp.acme.net', scope: some(6_000) })
    const payload = token.split('.')[1] ?? ''
    expect(shown(`got ${token} ${EVIDENCE}\n`, [payload.slice(-40), token.slice(-30)])).toEqual([])
    expect(shown(`${EVIDENCE} got ${token}\n`, [payload.slice(0, 40), token.slice(-30)])).toEqual([])
    const quoted = `{"client_secret": "${some(5_000)}", "said": "${EVIDENCE}"}`
    expect(shown(`${quoted}\n`, [some(5_000).slice(-30)])).toEqual([])
  })

  test('is redacted when only the line before identifies it', () => {
    const spread = `"name": "API_KEY",\n  "value": "${some(32)}", "said": "${EVIDENCE}"\n`
    expect(shown(`${'quiet\n'.repeat(20_000)}${spread}`, [some(32)])).toEqual([])
    const body = Array.from({ length: 80 }, () => some(64)).join('\n')
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n${some(40)} ${EVIDENCE}\n-----END RSA PRIVATE KEY-----\n`
    expect(JSON.stringify(scan(key))).not.toContain(some(40))
  })

  test('is redacted at the end of a token that a terminal wrapped into many lines', () => {
    const token = `sk-ant-api03-${some(3_007, 'aB3dE5fG7')}`
    const text = `${`noise ${'x'.repeat(70)}\n`.repeat(20)}${token.replace(/.{80}/g, '$&\n')} ${EVIDENCE}\n`
    const [hit] = scan(text)
    expect(hit?.text).toContain(EVIDENCE)
    expect(hit?.text).not.toMatch(/[aBdEfG\d]{12}/)
  })

  test.each(['kind: Secret\ndata:\n', 'kind: "Secret"\nstringData:\n'])('is redacted far below %j', (start) => {
    const text = `${start}${`  cert.pem: ${'QUJD'.repeat(400)}\n`.repeat(3)}  note: ${some(24)} ${EVIDENCE}\n`
    const [hit] = scan(text)
    expect(hit?.text ?? '').not.toContain(some(24))
  })

  test('is redacted in a JWK as JavaScript prints it, far below its type', () => {
    const text = `{ kty: 'RSA',\n  n: '${'QUJD'.repeat(400)}',\n  d: '${some(40)}' } ${EVIDENCE}\n`
    const [hit] = scan(text)
    expect(hit?.text ?? '').not.toContain(some(40))
  })
})

describe('a clause', () => {
  test('is reported at most `maxPerClause` times', () => {
    const scanner = buildScanner([SCOPE]).stream({ maxPerClause: 3 })
    const hits = scanner.push(Buffer.from(`${EVIDENCE}\n`.repeat(5_000)))
    expect([...hits, ...scanner.end()].map(({ line }) => line)).toEqual([1, 2, 3])
  })

  test('is reported once per line', () => {
    expect(scan(`${EVIDENCE}, again: ${EVIDENCE}\n`)).toHaveLength(1)
  })
})

test('10,000 patterns each find their own line', () => {
  const clauses = Array.from({ length: 10_000 }, (_, at) => prepared(`failure${at}z: \\d{3}`))
  const log = Array.from({ length: 10_000 }, (_, at) => `quiet\nfailure${at}z: 401\n`).join('')
  const hits = scan(log, clauses)
  expect(hits.map(({ line }) => line)).toEqual(clauses.map((_, at) => 2 * (at + 1)))
  expect(hits.every(({ owned }, at) => owned === clauses[at]?.owned)).toBe(true)
})
