/** Damaged and malicious zips. */
import { deflateRawSync } from 'node:zlib'
import { MEGABYTE } from '../../src/adapters/attachments/limits.ts'
import { zip } from '../adapters/attachments/archives.ts'
import {
  BEYOND,
  both,
  DAMAGED,
  DENSE,
  ENCRYPTED,
  good,
  half,
  kind,
  LEADS_OUT,
  LINE,
  MORE,
  TOO_MANY,
} from './archive-kind.ts'
import * as made from './made-archives.ts'
import { GOOD, MADE_ZIP } from './made-archives.ts'

const withFile = (name: string) => () => zip([{ name, text: 'x' }, GOOD])

const ZIP_BOMBS = [
  kind('a bomb', () => zip([{ name: 'bomb', text: Buffer.alloc(8 * MEGABYTE) }, GOOD]), [good], DENSE),
  kind('zips in zips in zips in zips', () => made.nested(4), [], BEYOND),
  kind('entries that share their data', () => made.overlapping(90, 8), [LINE, LINE, LINE, LINE], BEYOND),
  kind('stored entries that share their data', () => made.overlapping(90, 0), [LINE, LINE, LINE, LINE], BEYOND),
  kind(
    '5,000 files',
    () => zip(Array.from({ length: 5_000 }, (_, n) => ({ ...GOOD, name: `${n}` }))),
    Array(100).fill(good),
    TOO_MANY,
  ),
]

const ZIP_WRONG_FIELDS = [
  kind('a wrong checksum', MADE_ZIP.crc, [good], DAMAGED),
  kind('a file that is smaller than declared', () => zip([{ ...GOOD, declaredSize: 9_000 }, GOOD]), [good], DAMAGED),
  kind('a file that is larger than declared', () => zip([{ ...GOOD, declaredSize: 3 }, GOOD]), [good], MORE),
  kind('more packed bytes than the zip contains', MADE_ZIP.packedBeyondTheFile, [good], DAMAGED),
  kind('sizes in a missing zip64 record', MADE_ZIP.wantsZip64, [good], DAMAGED),
  kind('an end record that needs a missing zip64 record', MADE_ZIP.zip64Count, [], DAMAGED),
  kind('a file after the end', MADE_ZIP.offsetBeyond, [good], DAMAGED),
  kind('a file in the middle of another', MADE_ZIP.offsetIntoText, [good], DAMAGED),
  kind('a name beyond the end', MADE_ZIP.nameBeyond, [], DAMAGED),
  kind('more fields than exist', MADE_ZIP.extraBeyond, [], DAMAGED),
  kind('another name in the local header', MADE_ZIP.localName, [good], DAMAGED),
  kind('other sizes in the local header', MADE_ZIP.localSizes, both),
  kind('sizes in a missing data descriptor', MADE_ZIP.descriptor, both),
  kind('a file on another disk', MADE_ZIP.otherDisk, both),
  kind('a directory that spans other disks', MADE_ZIP.manyDisks, [], DAMAGED),
  kind('a directory after the end', MADE_ZIP.directoryBeyond, [], DAMAGED),
  kind('a directory that is the file', MADE_ZIP.directoryIsItself, [], DAMAGED),
  kind('more files than exist', MADE_ZIP.countTooHigh, [good], DAMAGED),
  kind('fewer files than exist', MADE_ZIP.countTooLow, [good], DAMAGED),
  kind('a file count of 0', MADE_ZIP.countZero, [], DAMAGED),
  kind('a missing comment', MADE_ZIP.comment, [], DAMAGED),
  kind('a second end in a comment', made.twoEnds, [], DAMAGED),
  kind('data without an end', () => zip([{ ...GOOD, packed: made.endlessDeflate() }, GOOD]), [good], DAMAGED),
  kind(
    'data after the end of a file',
    () => zip([{ ...GOOD, packed: Buffer.concat([deflateRawSync(good), Buffer.from('x')]) }]),
    [good],
  ),
  kind('a folder with text', () => zip([{ name: 'folder/', text: 'first' }, GOOD]), both),
  kind(
    'data before the zip',
    () => Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), zip([GOOD])]),
    [],
    'is a program',
  ),
  kind('data after the zip', () => Buffer.concat([zip([GOOD]), Buffer.alloc(100_000, 'x')]), [], DAMAGED),
  kind('half of the file', () => half(zip([GOOD])), [], DAMAGED),
]

const ZIP_NAMES = [
  kind('a name with 60,000 letters', withFile('a'.repeat(60_000)), ['x', good]),
  kind('no name', withFile(''), ['x', good]),
  kind('the same name twice', () => zip([GOOD, { ...GOOD, text: 'second' }]), [good, 'second']),
  kind('a name with a NUL character', withFile('main.log\0.png'), [good], LEADS_OUT),
  kind('a name with control characters', withFile('a\u202e\u001b[31m\r\n\u2028.log'), ['x', good]),
  kind('a name with a credential', withFile(`ghp_${'a1B2'.repeat(9)}.log`), ['x', good]),
  kind('a parent path', withFile('../../etc/passwd'), [good], LEADS_OUT),
  kind('a parent path in the middle', withFile('a/../../etc/passwd'), [good], LEADS_OUT),
  kind('a parent path with backslashes', withFile('a\\..\\..\\x'), [good], LEADS_OUT),
  kind('an absolute path', withFile('/etc/passwd'), [good], LEADS_OUT),
  kind('a drive', withFile('C:x'), [good], LEADS_OUT),
  kind('a network share', withFile('\\\\evil.example\\x'), [good], LEADS_OUT),
  kind(
    'a symbolic link',
    () => zip([{ name: 'a', text: '/etc/passwd', symlink: true }, GOOD]),
    [good],
    'is a link, not a file',
  ),
]

const ZIP_METHODS = [
  kind('a password', () => zip([{ ...GOOD, encrypted: true }, GOOD]), [good], ENCRYPTED),
  kind('strong encryption', MADE_ZIP.strongEncryption, [], ENCRYPTED),
  kind('a hidden directory', MADE_ZIP.hiddenDirectory, [good], ENCRYPTED),
  kind(
    'other compression methods',
    () => zip([...[1, 6, 9, 12, 14, 93, 95, 98, 99].map((method) => ({ ...GOOD, method })), GOOD]),
    [good],
    'uses an unsupported compression method',
  ),
]

export const ZIP_KINDS = [...ZIP_BOMBS, ...ZIP_WRONG_FIELDS, ...ZIP_NAMES, ...ZIP_METHODS]
