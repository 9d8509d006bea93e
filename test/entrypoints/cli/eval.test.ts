import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { INVALID_SCOPE, MISSING_SCOPE, reportFor } from '../../support/local-world.ts'
import { twoSignatures } from '../../support/packs.ts'

const CORPUS = [
  { id: 'a', ...reportFor(MISSING_SCOPE), expected: 'missing-scope' },
  { id: 'b', ...reportFor(INVALID_SCOPE), expected: 'invalid-scope', also: [] },
  { id: 'c', ...reportFor(INVALID_SCOPE), expected: 'missing-scope' },
  { id: 'd', ...reportFor(null), expected: 'not-auth' },
]

async function corpus(lines: readonly unknown[] = CORPUS) {
  const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
  const pack = twoSignatures().map(({ path, text }) => ({ path: `pack/client/${path}`, text }))
  const it = await temporaryFolder([{ path: 'corpus.jsonl', text }, ...pack])
  const run = (...args: readonly string[]) => runCommand('eval', join(it.folder, 'corpus.jsonl'), ...args)
  return { ...it, run }
}

describe('eval', () => {
  test('prints the figures as one JSON document', async () => {
    await using it = await corpus()
    const { code, out, err } = await it.run('--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      reports: 4,
      auth: 3,
      notAuth: 1,
      top1: 2 / 3,
      falseAssertsPer1000: 0,
      falseCommentsPer1000: 0,
      asserted: { count: 3, precision: 2 / 3, recall: 2 / 3 },
      bySignature: { 'missing-scope': { n: 2, precision: 1, recall: 0.5 } },
      confusions: [expect.anything()],
      ms: { p50: expect.any(Number), p99: expect.any(Number) },
    })
  })

  test('prints a human-readable table', async () => {
    await using it = await corpus()
    const { out } = await it.run()
    expect(out).toMatch(/^reports {14}4 \(3 about authentication\)$/m)
    expect(out).toMatch(/^right one first {6}66\.7 % \(20\.8 %–93\.9 %\)/m)
    expect(out).toMatch(/^asserted {13}3, on 100\.0 % of the reports with a signature$/m)
  })

  test('writes one line per report', async () => {
    await using it = await corpus()
    await it.run('--details', join(it.folder, 'details.jsonl'))
    const lines = (await readFile(join(it.folder, 'details.jsonl'), 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 'a', right: true, decision: 'assert', signature: 'missing-scope' },
      { id: 'b', right: true },
      { id: 'c', right: false, signature: 'invalid-scope' },
      { id: 'd', decision: 'silent' },
    ])
  })

  test('writes a Markdown page', async () => {
    await using it = await corpus()
    await it.run('--report', join(it.folder, 'page.md'))
    expect(await readFile(join(it.folder, 'page.md'), 'utf8')).toContain('missing-scope')
  })

  test('measures another pack', async () => {
    await using it = await corpus([{ id: 'a', title: '', body: 'lost-badge found', expected: 'lost-badge' }])
    const { out } = await it.run('--pack', join(it.folder, 'pack'), '--json')
    expect(JSON.parse(out)).toMatchObject({ top1: 1 })
  })

  test('lists reports that another pack answers differently', async () => {
    await using it = await corpus()
    const { out } = await it.run('--compare', join(it.folder, 'pack'))
    expect(out).toMatch(/^better {2}a \(missing-scope\): .* → assert missing-scope$/m)
    expect(out).toMatch(/^3 of 4 reports are answered differently by /m)
  })

  test('does not let git read a commit name as an option', async () => {
    await using it = await corpus()
    const { code, err } = await it.run('--compare', '--output=x')
    expect(code).toBe(1)
    expect(err).toContain('neither a folder nor a commit')
  })

  test.each([
    ['is not JSON', 'report one'],
    ['has no label', JSON.stringify({ id: 'x', title: 'It fails' })],
  ])('names the line that %s', async (_, line) => {
    await using it = await temporaryFolder([
      { path: 'corpus.jsonl', text: `${JSON.stringify(CORPUS[0])}\n\n${line}\n` },
    ])
    const { code, out, err } = await runCommand('eval', join(it.folder, 'corpus.jsonl'))
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('corpus.jsonl:3 is not a labelled report.')
  })
})
