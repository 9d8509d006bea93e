/** Damaged and malicious tars. */
import { MEGABYTE } from '../../src/adapters/attachments/limits.ts'
import { zip } from '../adapters/attachments/archives.ts'
import { both, CUT_OFF, DAMAGED, good, kind, LEADS_OUT, NUMBERS, numbers, TOO_MANY } from './archive-kind.ts'
import * as made from './made-archives.ts'
import { GOOD, tar } from './made-archives.ts'

const A = { name: 'a.log', body: 'first' }
const Z = { name: 'z.log', body: good }
const sized = (size: string | Buffer) => () => tar([A, { name: 'b.log', body: 'x', size }, Z])
const pax =
  (records: string, type = 'x') =>
  () =>
    tar([{ name: 'pax', type, body: records }, A, Z])

const TAR_SIZES = [
  kind('an 8 GB file', sized('77777777777\0'), ['first', 'xz.log00006440000000'], CUT_OFF),
  kind('a 1 PB file', sized(made.base256(0x80, 4, 0, 0, 0, 0, 0, 0)), ['first', 'xz.log00006440000000'], CUT_OFF),
  kind(
    'a file with the largest possible size',
    sized(made.base256(0x80, ...Array(11).fill(0xff))),
    both,
    'is empty',
    DAMAGED,
  ),
  kind('a file with a negative size', sized(made.base256(0xff, 0xfe)), both, 'is empty', DAMAGED),
  kind('a size with a minus sign', sized('-0000000001\0'), both, 'is empty', DAMAGED),
  kind('a size made of letters', sized('many bytes!\0'), both, 'is empty', DAMAGED),
  kind('a wrong checksum', () => tar([{ ...A, checksum: 1 }, Z]), both, DAMAGED),
  kind('no end', () => tar([A]).subarray(0, 1024), ['first'], CUT_OFF),
  kind(
    'a truncated file',
    () => tar([A, { name: 'b.log', body: numbers }]).subarray(0, 512 * 5),
    ['first', NUMBERS],
    CUT_OFF,
  ),
  kind('a truncated header', () => tar([A, Z]).subarray(0, 1100), ['first'], CUT_OFF),
  kind('500 files', () => tar(Array.from({ length: 500 }, () => Z)), Array(100).fill(good), TOO_MANY),
]

const TAR_PAX = [
  kind('a parent path in a pax header', pax(made.paxRecord('path', '../../etc/passwd')), [good], LEADS_OUT),
  kind('a 99 GB size in a pax header', pax(made.paxRecord('size', '99999999999')), ['firstz.log0000644000'], CUT_OFF),
  kind('a size of 0 in a pax header', pax(made.paxRecord('size', '0')), [good], 'is empty', DAMAGED),
  kind('a negative size in a pax header', pax(made.paxRecord('size', '-5')), both),
  kind('a pax record that is longer than its header', pax(made.paxRecord('path', 'x', 999_999)), both),
  kind(
    'JavaScript property names in a pax header',
    pax(made.paxRecord('__proto__', 'x') + made.paxRecord('constructor', 'x')),
    both,
  ),
  kind(
    '5,000 attributes for all files',
    pax(Array.from({ length: 5_000 }, (_, n) => made.paxRecord(`k${n}`, 'v')).join(''), 'g'),
    [],
    DAMAGED,
  ),
  kind('one name for all files', pax(made.paxRecord('path', 'same.log'), 'g'), both),
  kind('a 9 MB pax header', pax('1'.repeat(9 * MEGABYTE)), [], DAMAGED),
  kind('a name with 100,000 letters', () => tar([{ name: 'L', type: 'L', body: 'n'.repeat(100_000) }, A]), ['first']),
  kind(
    'a long name that leads outside the archive',
    () => tar([{ name: 'L', type: 'L', body: `${'../'.repeat(90)}x\0` }, A]),
    [],
    LEADS_OUT,
  ),
]

const TAR_TYPES = [
  kind(
    'a symbolic link',
    () => tar([{ name: 'a', type: '2', linkname: '/etc/passwd' }, Z]),
    [good],
    'is a link, not a file',
  ),
  kind('a hard link', () => tar([{ name: 'a', type: '1', linkname: 'z.log' }, Z]), [good], 'is a link, not a file'),
  kind(
    'devices',
    () => tar([...['3', '4', '6'].map((type) => ({ name: 'a', type })), Z]),
    [good],
    'is a device, not a file',
  ),
  kind('a sparse file', () => tar([{ ...A, type: 'S' }, Z]), both),
  kind('unknown types', () => tar([{ ...A, type: 'Z' }, Z]), both),
  kind(
    'files without a name',
    () => tar([...[' ', '.', ''].map((name) => ({ name, body: 'x' })), Z]),
    [good],
    'has no name',
  ),
  kind('archives', () => tar([{ name: 'a.tar', body: tar([A]) }, { name: 'a.zip', body: zip([GOOD]) }, Z]), [
    ...both,
    good,
  ]),
  kind('only a magic number', () => tar([]).fill('ustar', 257, 262), [], 'has no name', DAMAGED),
]

export const TAR_KINDS = [...TAR_SIZES, ...TAR_PAX, ...TAR_TYPES]
