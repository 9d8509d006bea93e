/**
 * Reading an attachment never throws, never unpacks without limit, and never leaves anything out silently: every unread
 * part is reported with its name and a reason.
 */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { LIMITS, MEGABYTE, startUnpackBudget } from '../../src/adapters/attachments/limits.ts'
import { type Reading, readFile } from '../../src/adapters/attachments/read-file.ts'
import { zip } from '../adapters/attachments/archives.ts'
import { generator } from '../support/generator.ts'
import { ARCHIVE_KINDS } from './archive-kinds.ts'
import { tar } from './made-archives.ts'

/** The limits are lower than in production, so that the tests reach them quickly. */
const SMALL = { ...LIMITS, unpackedBytes: 4 * MEGABYTE, entries: 100 }

/** Fails if reading throws, exceeds the limits, or returns names or reasons that must not be shown. */
async function read(bytes: Uint8Array): Promise<Reading> {
  const reading = await readFile({ name: 'logs', bytes }, startUnpackBudget(SMALL))
  const { attachments, unread } = reading
  const length = attachments.reduce((sum, { text }) => sum + text.length, 0)
  expect(length).toBeLessThanOrEqual(SMALL.unpackedBytes + bytes.length)
  expect(attachments.length + unread.length).toBeGreaterThan(0)
  for (const { name } of [...attachments, ...unread]) expect(name).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,140}$/u)
  for (const { why } of unread) expect(why).toMatch(/^(?:is|has|unpacks|exceeds|uses) [\w .,:;]{2,100}$/)
  expect(JSON.stringify(reading)).not.toContain('a1B2a1B2')
  return reading
}

describe('at least 29 kinds of archives', () => {
  test('are listed in the table without duplicates', () => {
    expect(new Set(ARCHIVE_KINDS.map(({ what }) => what)).size).toBe(ARCHIVE_KINDS.length)
    expect(ARCHIVE_KINDS.length).toBeGreaterThanOrEqual(29)
  })

  test.each(ARCHIVE_KINDS)('are read as far as possible, and the rest is reported: $what', async (kind) => {
    const { attachments, unread } = await read(kind.make())
    expect(attachments.map(({ text }) => text.slice(0, 20))).toEqual(kind.reads)
    expect([...new Set(unread.map(({ why }) => why))].sort()).toEqual([...kind.says].sort())
  })
})

const FILES = ['a.log', 'b/c.log'].map((name) => ({ name, text: `${name}: error: 401`, body: `${name}: error: 401` }))
/** The format, the bytes, and the number of bytes that identify the format. */
const ARCHIVES: readonly (readonly [string, Buffer, number])[] = [
  ['zip', zip(FILES), 4],
  ['gzip', gzipSync('error: 401'), 2],
  ['tar', tar(FILES), 262],
  ['tar.gz', gzipSync(tar(FILES)), 2],
]

describe('a good archive', () => {
  test.each(ARCHIVES)('is read completely: %s', async (_, bytes) => {
    expect((await read(bytes)).unread).toEqual([])
  })

  test.each(ARCHIVES)('is reported as incomplete if it is truncated anywhere: %s', async (_, bytes, magicLength) => {
    for (let length = magicLength; length < bytes.length; length++) {
      const { unread } = await read(bytes.subarray(0, length))
      expect(unread.length, `truncated after ${length} bytes`).toBeGreaterThan(0)
    }
  })

  test.each(ARCHIVES)('is read within the limits whichever bytes are changed: %s', async (_, bytes) => {
    const random = generator(9)
    for (let round = 0; round < 400; round++) {
      const copy = Buffer.from(bytes)
      for (let left = 1 + random(3); left > 0; left--) copy[random(copy.length)] = random(256)
      await read(copy)
    }
  })
})
