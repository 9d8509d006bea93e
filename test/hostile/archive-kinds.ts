/**
 * Damaged and malicious archives, with the texts that are read from each archive and the reasons why the rest is not
 * read.
 */
import { gzipSync } from 'node:zlib'
import { MEGABYTE } from '../../src/adapters/attachments/limits.ts'
import { zip } from '../adapters/attachments/archives.ts'
import {
  type ArchiveKind,
  BEYOND,
  CUT_IN_THE_MIDDLE,
  DAMAGED,
  DENSE,
  good,
  half,
  INSIDE,
  kind,
  NOT_OPENED,
  NUMBERS,
  numbers,
} from './archive-kind.ts'
import * as made from './made-archives.ts'
import { GOOD, tar } from './made-archives.ts'
import { TAR_KINDS } from './tar-kinds.ts'
import { ZIP_KINDS } from './zip-kinds.ts'

const GZIP = [
  kind('a bomb', () => gzipSync(Buffer.alloc(8 * MEGABYTE)), [], DENSE),
  kind('a bomb with many members', () => Buffer.concat(Array(50).fill(gzipSync(Buffer.alloc(MEGABYTE)))), [], BEYOND),
  kind('many members', () => Buffer.concat([gzipSync('error'), gzipSync(': 401')]), [good]),
  kind(
    'a truncated second member',
    () => Buffer.concat([gzipSync('error: 401'), gzipSync(numbers).subarray(0, 12)]),
    [good],
    CUT_IN_THE_MIDDLE,
  ),
  kind('half of the file', () => half(gzipSync(numbers)), [NUMBERS], CUT_IN_THE_MIDDLE),
  kind('only a header', () => gzipSync('x').subarray(0, 10), [], DAMAGED),
  kind('only its first two bytes', () => Buffer.from([0x1f, 0x8b]), [], DAMAGED),
  kind('a wrong checksum', () => flipped(gzipSync(good), -6), [], DAMAGED),
  kind('a wrong length', () => flipped(gzipSync(good), -2), [], DAMAGED),
  kind('trailing garbage', () => Buffer.concat([gzipSync(good), Buffer.from('garbage')]), [], DAMAGED),
  kind('trailing zeros', () => Buffer.concat([gzipSync(good), Buffer.alloc(512)]), [good]),
  kind('a name with 100,000 letters', () => made.gzipWith(8, Buffer.from(`${'n'.repeat(100_000)}\0`)), [good]),
  kind('an unterminated name', () => made.gzipWith(8, Buffer.alloc(100_000, 'n')).subarray(0, 50_000), [], DAMAGED),
  kind('more fields than exist', () => made.gzipWith(4, Buffer.from([0xff, 0xff])), [], DAMAGED),
  kind('undefined flags', () => made.gzipWith(0xe0, Buffer.alloc(0)), [], DAMAGED),
  kind('a gzip', () => gzipSync(gzipSync(good)), [good]),
  kind('a gzip in a gzip in a gzip', () => gzipSync(gzipSync(gzipSync(gzipSync(good)))), [], INSIDE),
  kind('a zip', () => gzipSync(zip([GOOD])), [good]),
]

function flipped(bytes: Buffer, at: number): Buffer {
  const index = bytes.length + at
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return bytes
}

const TAR_GZIP = [
  kind(
    'a bomb',
    () =>
      gzipSync(
        tar([
          { name: 'a.log', body: 'first' },
          { name: 'b', body: Buffer.alloc(8 * MEGABYTE) },
        ]),
      ),
    [],
    DENSE,
  ),
  kind(
    'half of the file',
    () =>
      half(
        gzipSync(
          tar([
            { name: 'a.log', body: 'first' },
            { name: 'b', body: numbers },
          ]),
        ),
      ),
    ['first', NUMBERS],
    CUT_IN_THE_MIDDLE,
  ),
]

const OTHERS = [
  kind('UTF-16', () => Buffer.from(`\ufeff${good}`, 'utf16le'), [good]),
  kind('UTF-16 big-endian', () => Buffer.from(`\ufeff${good}`, 'utf16le').swap16(), [good]),
  kind('half a UTF-16 character', () => Buffer.concat([Buffer.from(`\ufeff${good}`, 'utf16le'), Buffer.from('x')]), [
    `${good}\ufffd`,
  ]),
  kind('7z', () => Buffer.from('7z\xbc\xaf\x27\x1cxxxx', 'latin1'), [], NOT_OPENED),
  kind('rar', () => Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), [], NOT_OPENED),
  kind('bzip2', () => Buffer.from('BZh91AY&SY', 'latin1'), [], NOT_OPENED),
  kind('xz', () => Buffer.from('\xfd7zXZ\x00', 'latin1'), [], NOT_OPENED),
  kind('zstd', () => Buffer.from('\x28\xb5\x2f\xfdxxxx', 'latin1'), [], NOT_OPENED),
  kind(
    'an unknown format',
    () => Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * n * 7919) % 253)),
    [],
    'is not text',
  ),
  kind('an empty file', () => Buffer.alloc(0), [], 'is empty'),
]

const within = (family: string, kinds: readonly ArchiveKind[]) =>
  kinds.map((it) => ({ ...it, what: family === '' ? it.what : `${family} with ${it.what}` }))

export const ARCHIVE_KINDS: readonly ArchiveKind[] = [
  ...within('a zip', ZIP_KINDS),
  ...within('a gzip', GZIP),
  ...within('a tar', TAR_KINDS),
  ...within('a tar.gz', TAR_GZIP),
  ...within('', OTHERS),
]
