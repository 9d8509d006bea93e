/** Builds malformed archives byte by byte. */
import { deflateRawSync, gzipSync } from 'node:zlib'
import { MEGABYTE } from '../../src/adapters/attachments/limits.ts'
import { type ZipFile, zip } from '../adapters/attachments/archives.ts'

export const GOOD: ZipFile = { name: 'main.log', text: 'error: 401' }

/** Offsets of zip fields from their record's signature (APPNOTE 4.3). */
const ENTRY = {
  mark: 'PK\x01\x02',
  flags: 8,
  method: 10,
  crc: 16,
  packed: 20,
  size: 24,
  name: 28,
  extra: 30,
  disk: 34,
  offset: 42,
}
const END = { mark: 'PK\x05\x06', disk: 4, here: 8, entries: 10, length: 12, start: 16, comment: 20 }
const LOCAL = { mark: 'PK\x03\x04', flags: 6, packed: 18, size: 22, name: 26, extra: 28 }

type Change = readonly [at: number, value: number, bytes: 2 | 4]

/** Changes values in the first record with this signature. */
function changed(bytes: Buffer, mark: string, ...changes: readonly Change[]): Buffer {
  const copy = Buffer.from(bytes)
  const start = copy.indexOf(mark, 0, 'latin1')
  for (const [at, value, length] of changes) copy.writeUIntLE(value, start + at, length)
  return copy
}

/** Creates a zip with two files and a wrong directory entry for the first. */
const lies = (...changes: readonly Change[]) =>
  changed(zip([{ name: 'first.log', text: 'first' }, GOOD]), ENTRY.mark, ...changes)
const endLies = (...changes: readonly Change[]) => changed(zip([GOOD]), END.mark, ...changes)
const localLies = (...changes: readonly Change[]) =>
  changed(zip([{ name: 'first.log', text: 'first' }, GOOD]), LOCAL.mark, ...changes)

export const MADE_ZIP = {
  crc: () => lies([ENTRY.crc, 12345, 4]),
  packedBeyondTheFile: () => lies([ENTRY.packed, 0x7fffffff, 4]),
  wantsZip64: () => lies([ENTRY.packed, 0xffffffff, 4], [ENTRY.size, 0xffffffff, 4], [ENTRY.offset, 0xffffffff, 4]),
  strongEncryption: () => lies([ENTRY.flags, 0x841, 2]),
  hiddenDirectory: () => lies([ENTRY.flags, 0x2801, 2]),
  offsetBeyond: () => lies([ENTRY.offset, 0x7ffffff0, 4]),
  offsetIntoText: () => lies([ENTRY.offset, 5, 4]),
  otherDisk: () => lies([ENTRY.disk, 7, 2]),
  nameBeyond: () => lies([ENTRY.name, 0xffff, 2]),
  extraBeyond: () => lies([ENTRY.extra, 0xfff0, 2]),
  descriptor: () => localLies([LOCAL.flags, 0x808, 2], [LOCAL.packed, 0, 4], [LOCAL.size, 0, 4]),
  localName: () => localLies([LOCAL.name, 0xffff, 2]),
  localSizes: () => localLies([LOCAL.packed, 1, 4], [LOCAL.size, 0xfffffff0, 4]),
  countTooHigh: () => endLies([END.here, 900, 2], [END.entries, 900, 2]),
  countTooLow: () =>
    changed(zip([GOOD, { name: 'second.log', text: 'x' }]), END.mark, [END.here, 1, 2], [END.entries, 1, 2]),
  countZero: () => endLies([END.here, 0, 2], [END.entries, 0, 2]),
  zip64Count: () => endLies([END.entries, 0xffff, 2], [END.length, 0xffffffff, 4], [END.start, 0xffffffff, 4]),
  directoryBeyond: () => endLies([END.start, 0x7fffffff, 4]),
  directoryIsItself: () => endLies([END.start, 0, 4]),
  manyDisks: () => endLies([END.disk, 3, 2]),
  comment: () => endLies([END.comment, 4000, 2]),
}

/**
 * Creates a zip with two end records. The second end record is in the first one's comment and points to another
 * directory.
 */
export function twoEnds(): Buffer {
  const outer = zip([GOOD])
  const inner = zip([{ name: 'other.log', text: 'other' }])
  const end = outer.lastIndexOf(END.mark, undefined, 'latin1')
  outer.writeUInt16LE(inner.length, end + END.comment)
  return Buffer.concat([outer, inner])
}

/** Creates a zip with many entries that share the same data. @param method 0: stored, 8: deflated */
export function overlapping(count: number, method: 0 | 8): Buffer {
  const text = Buffer.alloc(MEGABYTE, '401 Unauthorized\n')
  const one = zip([{ name: 'a.log', text, method }])
  const directory = one.subarray(one.indexOf(ENTRY.mark, 0, 'latin1'), one.indexOf(END.mark, 0, 'latin1'))
  const end = Buffer.from(one.subarray(one.indexOf(END.mark, 0, 'latin1')))
  end.writeUInt16LE(count, END.here)
  end.writeUInt16LE(count, END.entries)
  end.writeUInt32LE(directory.length * count, END.length)
  return Buffer.concat([
    one.subarray(0, one.indexOf(ENTRY.mark, 0, 'latin1')),
    ...Array.from({ length: count }, () => directory),
    end,
  ])
}

/** Creates nested zips. Each contains 16 copies of the next one. */
export function nested(depth: number): Buffer {
  let bytes = zip([{ name: 'bomb', text: Buffer.alloc(MEGABYTE) }])
  for (let left = depth; left > 0; left--) {
    const files = Array.from({ length: 16 }, (_, n) => ({ name: `${n}.zip`, text: bytes, method: 0 }))
    bytes = zip(files)
  }
  return bytes
}

interface TarEntry {
  readonly name: string
  readonly body?: string | Uint8Array
  /** Raw value of the size field (12 bytes); by default the body's size. */
  readonly size?: string | Buffer
  /** The tar type flag, one character. */
  readonly type?: string
  readonly linkname?: string
  readonly checksum?: number
}

const BLOCK = 512

export function tar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(2 * BLOCK)])
}

function tarEntry({ name, body = '', type = '0', linkname = '', ...says }: TarEntry): readonly Buffer[] {
  const content = Buffer.from(body)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 100)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.fill(says.size ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124, 136, 'latin1')
  header.write('00000000000\0', 136)
  header.write(' '.repeat(8), 148)
  header.write(type, 156)
  header.write(linkname, 157, 100)
  header.write('ustar\x0000', 257)
  const sum = says.checksum ?? header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return [header, content, Buffer.alloc(-content.length & (BLOCK - 1))]
}

/** Returns one pax header record: its own length in decimal digits, the key and the value. */
export function paxRecord(key: string, value: string, length?: number): string {
  const rest = ` ${key}=${value}\n`
  let total = rest.length + 1
  while (String(total).length + rest.length !== total) total++
  return `${length ?? total}${rest}`
}

/**
 * Returns a number in tar's base-256 encoding, which is used for numbers too large for octal digits. The first bit
 * marks the encoding, and the second bit is the sign.
 */
export function base256(first: number, ...last: readonly number[]): Buffer {
  const field = Buffer.alloc(12, first === 0xff ? 0xff : 0)
  field[0] = first
  field.set(last, 12 - last.length)
  return field
}

/** Returns a gzip header with these flags (RFC 1952) and fields, followed by valid data. */
export function gzipWith(flags: number, fields: Buffer, text = 'error: 401'): Buffer {
  const valid = gzipSync(text)
  const header = Buffer.from(valid.subarray(0, 10))
  header[3] = flags
  return Buffer.concat([header, fields, valid.subarray(10)])
}

/** Returns a deflate stream whose last block is truncated. */
export function endlessDeflate(): Buffer {
  const whole = deflateRawSync('error: 401')
  return whole.subarray(0, whole.length - 3)
}
