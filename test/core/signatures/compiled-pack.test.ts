import { beforeAll, describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { decodePack } from '../../../src/core/signatures/compiled-pack.ts'
import { compilePack, loadPack } from '../../../src/core/signatures/load.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'

let loaded: Pack
let opened: Pack
let bytes: Uint8Array

beforeAll(async () => {
  const files = await readPackFolder(shippedPack())
  loaded = loadPack(files)
  bytes = compilePack(files)
  opened = decodePack(bytes)
})

describe('a pack opened from bytes', () => {
  test('has the same content', () => {
    const { scanner: _, ...content } = opened
    const { scanner: __, ...wanted } = loaded
    expect(content).toEqual(wanted)
    expect(opened.scanner.clauses).toEqual(loaded.scanner.clauses)
  })

  test('finds the same in every twentieth example, as segments and as a stream', () => {
    const reports = [...loaded.signatures.values()].flatMap(({ examples }) => examples.map(({ report }) => report))
    for (const text of reports.filter((_, at) => at % 20 === 0)) {
      const { segments } = readReport(parseIssueText(text))
      expect(opened.scanner.scan(segments), text).toEqual(loaded.scanner.scan(segments))
      expect(streamed(opened, text), text).toEqual(streamed(loaded, text))
    }
  })

  test('is the same when the bytes are part of a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 16)
    larger.set(bytes, 16)
    const again = decodePack(larger.subarray(16))
    expect(again.fingerprint).toBe(loaded.fingerprint)
    expect(again.scanner.clauses).toEqual(loaded.scanner.clauses)
  })
})

test('the bytes are shared with other threads, not copied', () => {
  expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer)
})

function streamed({ scanner }: Pack, text: string) {
  const stream = scanner.stream()
  return [...stream.push(Buffer.from(text)), ...stream.end()]
}
