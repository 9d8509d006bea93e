import { describe, expect, test } from 'vitest'
import type { LogHit } from '../../src/signatures/pack.ts'
import type { PreparedClause } from '../../src/signatures/pattern-index.ts'
import { createStreamScanner } from '../../src/signatures/stream-scanner.ts'
import { prepared } from '../helpers/clauses.ts'
import { generator } from '../helpers/generator.ts'
import { sampleOf } from '../helpers/secrets.ts'

const WINDOW = 65_536
const SCOPE = prepared('missing (?<scope>[\\w:]+) scope')
const EVIDENCE = 'Missing user:read scope'

/** Scans a text in pieces of these sizes, over and over; in one piece when none are given. */
function scan(
  text: string,
  clauses: readonly PreparedClause[] = [SCOPE],
  sizes: readonly number[] = [],
): readonly LogHit[] {
  const scanner = createStreamScanner(clauses, { mostPerClause: 1_000 })
  const bytes = Buffer.from(text)
  const hits: LogHit[] = []
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? bytes.length
    hits.push(...scanner.push(bytes.subarray(at, at + size)))
    at += size
  }
  return [...hits, ...scanner.end()]
}

const placesOf = (hits: readonly LogHit[]) => hits.map(({ line, text, captures }) => [line, text, captures['scope']])

describe('a line that speaks for a failure', () => {
  test('is found wherever it stands around the border of two windows', () => {
    for (let before = WINDOW - EVIDENCE.length - 2; before <= WINDOW + 2; before += 1) {
      const text = `${'x'.repeat(before - 1)}\n${EVIDENCE}\n${'y'.repeat(500)}\n`
      expect(placesOf(scan(text)), `after ${before} bytes`).toEqual([[2, EVIDENCE, 'user:read']])
    }
  })

  test('is found however the bytes come in', () => {
    const random = generator(3)
    const lines = Array.from({ length: 4_000 }, (_, at) =>
      random(40) === 0 ? `${at} ${EVIDENCE}` : `${at} ${'ä€x'.repeat(random(20))}`,
    )
    const whole = placesOf(scan(lines.join('\n')))
    expect(whole.length).toBeGreaterThan(50)
    for (const sizes of [[1], [7, 4_096], [WINDOW - 1], [WINDOW + 1, 3]]) {
      expect(placesOf(scan(lines.join('\n'), [SCOPE], sizes))).toEqual(whole)
    }
  })

  test('has its number, also deep in a log', () => {
    const log = `${'one line of a log\n'.repeat(100_000)}${EVIDENCE}\n`
    expect(placesOf(scan(log))).toEqual([[100_001, EVIDENCE, 'user:read']])
  })

  test('is found in a line of 25 MB without an end', () => {
    const half = 'x'.repeat(12_500_000)
    const [hit, ...more] = scan(`${half} ${EVIDENCE} ${half}`)
    expect([hit?.line, hit?.captures, more]).toEqual([1, { scope: 'user:read' }, []])
    expect(hit?.text.length).toBeLessThan(2_000)
  })

  test('is found among NULs, torn characters and bytes that are no text', () => {
    const noise = Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 10])
    const scanner = createStreamScanner([SCOPE], {})
    const bytes = Buffer.concat([noise, noise, Buffer.from(`${EVIDENCE}\n`), noise])
    expect(placesOf([...scanner.push(bytes), ...scanner.end()])).toEqual([[3, EVIDENCE, 'user:read']])
  })

  test('comes without the credential that stands in it', () => {
    const { text, secret } = sampleOf('github-token')
    const [hit] = scan(`${EVIDENCE} ${text}\n`)
    expect(hit?.text).toContain(EVIDENCE)
    expect(JSON.stringify(hit)).not.toContain(secret)
  })
})

describe('a clause', () => {
  test('is reported so many times and no more', () => {
    const scanner = createStreamScanner([SCOPE], { mostPerClause: 3 })
    const hits = scanner.push(Buffer.from(`${EVIDENCE}\n`.repeat(5_000)))
    expect([...hits, ...scanner.end()].map(({ line }) => line)).toEqual([1, 2, 3])
  })

  test('is reported once a line, from whichever of its patterns', () => {
    expect(scan(`${EVIDENCE}, again: ${EVIDENCE}\n`)).toHaveLength(1)
  })
})

test('ten thousand patterns find each its own line', () => {
  const clauses = Array.from({ length: 10_000 }, (_, at) => prepared(`failure${at}z: \\d{3}`))
  const log = Array.from({ length: 10_000 }, (_, at) => `quiet\nfailure${at}z: 401\n`).join('')
  const hits = scan(log, clauses)
  expect(hits.map(({ line }) => line)).toEqual(clauses.map((_, at) => 2 * (at + 1)))
  expect(hits.every(({ owned }, at) => owned === clauses[at]?.owned)).toBe(true)
})
