import { deflateRawSync, gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import { describe, expect, test } from 'vitest'
import { LIMITS, type Limits, MEGABYTE, startUnpackBudget } from '../../../src/adapters/attachments/limits.ts'
import { readFile } from '../../../src/adapters/attachments/read-file.ts'
import { type ZipFile, zip } from './archives.ts'

const read = (name: string, bytes: Uint8Array, limits: Partial<Limits> = {}) =>
  readFile({ name, bytes }, startUnpackBudget({ ...LIMITS, ...limits }))

const readZip = (files: readonly ZipFile[], limits: Partial<Limits> = {}) => read('logs.zip', zip(files), limits)

const GOOD: ZipFile = { name: 'main.log', text: 'error: 401' }
const GOOD_TEXT = { name: 'logs.zip/main.log', text: 'error: 401' }

describe('files', () => {
  test('reads text whatever its name says', async () => {
    expect(await read('picture.png', Buffer.from('error: 401'))).toEqual({
      attachments: [{ name: 'picture.png', text: 'error: 401' }],
      unread: [],
    })
  })

  test.each([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'), 'is a picture'],
    ['an SVG', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="x">'), 'is a picture'],
    ['a video', Buffer.from('\0\0\0\x20ftypisom', 'latin1'), 'is a picture or video'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'is a PDF'],
    ['a program', Buffer.from('\x7fELF\x02\x01', 'latin1'), 'is a program'],
    ['a database', Buffer.from('SQLite format 3\0'), 'is a database'],
    [
      'an event log',
      Buffer.from('ElfFile\0'),
      'is a Windows event log in its binary form; an export as .csv or .txt can be read',
    ],
    [
      'another archive',
      Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'),
      'is an archive of a kind that is not opened; .zip, .gz and .tar.gz are',
    ],
    ['a Word document', zip([{ name: '[Content_Types].xml', text: 'x' }]), 'is an Office document'],
    ['noise', Buffer.from(Array.from({ length: 999 }, (_, n) => (n * n * 7919) % 253)), 'is not text'],
    ['nothing', Buffer.alloc(0), 'is empty'],
  ])('names %s as not read', async (_, bytes, why) => {
    expect(await read('main.log', bytes)).toEqual({ attachments: [], unread: [{ name: 'main.log', why }] })
  })

  test('reads a line of 25 MB', async () => {
    const { attachments } = await read('main.log', Buffer.alloc(25 * MEGABYTE, 'a'))
    expect(attachments[0]?.text).toHaveLength(25 * MEGABYTE)
  })
})

describe('gzip', () => {
  test('reads what is packed', async () => {
    const { attachments } = await read('main.log.gz', gzipSync('error: 401'))
    expect(attachments).toEqual([{ name: 'main.log.gz', text: 'error: 401' }])
  })

  test('reads what comes before the place where a file was cut off, and says so', async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => `line ${n * 7919}`).join('\n')
    const whole = gzipSync(text)
    const { attachments, unread } = await read('main.log.gz', whole.subarray(0, whole.length / 2))
    const part = attachments[0]?.text ?? ''
    expect(part.length).toBeGreaterThan(text.length / 4)
    expect(text.startsWith(part)).toBe(true)
    expect(unread).toEqual([{ name: 'main.log.gz', why: 'is cut off in the middle; what comes before was read' }])
  })

  test('stops a bomb at 200 times its size', async () => {
    const { attachments, unread } = await read('main.log.gz', gzipSync(Buffer.alloc(20 * MEGABYTE)))
    expect(attachments).toEqual([])
    expect(unread).toEqual([{ name: 'main.log.gz', why: 'unpacks to many times its size, as no log does' }])
  })

  test('allows a small log that repeats itself', async () => {
    const { attachments } = await read('main.log.gz', gzipSync('401\n'.repeat(200_000)))
    expect(attachments).toHaveLength(1)
  })

  test('says when a file is damaged', async () => {
    const bytes = gzipSync('error: 401, and a little more')
    bytes[15] = (bytes[15] ?? 0) ^ 0xff
    const { unread } = await read('main.log.gz', bytes)
    expect(unread).toEqual([{ name: 'main.log.gz', why: 'is damaged' }])
  })
})

describe('zip', () => {
  test('reads every file under its path, and passes over litter and folders', async () => {
    const { attachments, unread } = await readZip([
      { name: 'a/', text: '', method: 0 },
      { name: 'a/main.log', text: 'one' },
      { name: '__MACOSX/a/._main.log', text: 'two' },
      { name: 'b.txt', text: 'three', method: 0 },
    ])
    expect(attachments).toEqual([
      { name: 'logs.zip/a/main.log', text: 'one' },
      { name: 'logs.zip/b.txt', text: 'three' },
    ])
    expect(unread).toEqual([])
  })

  test.each<[string, ZipFile, string]>([
    ['a path upwards', { name: '../../etc/passwd', text: 'x' }, 'has a path that leads out of its archive'],
    ['a path upwards of Windows', { name: 'a\\..\\..\\x', text: 'x' }, 'has a path that leads out of its archive'],
    ['an absolute path', { name: '/etc/passwd', text: 'x' }, 'has a path that leads out of its archive'],
    ['a drive', { name: 'C:\\x', text: 'x' }, 'has a path that leads out of its archive'],
    ['a symbolic link', { name: 'link', text: '/etc/passwd', symlink: true }, 'is a link, not a file'],
    ['an encrypted file', { name: 'secret.log', text: 'x', encrypted: true }, 'is encrypted'],
    ['another compression', { name: 'x.log', text: 'x', method: 12 }, 'is compressed in a way that is not read'],
    [
      'a file larger than it says',
      { name: 'x.log', text: 'x'.repeat(500), says: 10 },
      'is damaged: it holds more than its archive says',
    ],
    ['a file smaller than it says', { name: 'x.log', text: 'x', says: 1_000_000 }, 'is damaged'],
    ['a file stored in another size than it says', { name: 'x.log', text: 'xxx', method: 0, says: 2 }, 'is damaged'],
    ['broken data', { name: 'x.log', text: 'x', packed: Buffer.from([7, 7, 7]) }, 'is damaged'],
    ['a zip in the zip', { name: 'inner.zip', text: zip([GOOD]) }, 'is an archive inside an archive'],
    ['a gzip in the zip', { name: 'inner.gz', text: gzipSync('x') }, 'is an archive inside an archive'],
    ['a picture', { name: 'x.png', text: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }, 'is a picture'],
  ])('names %s and reads the file beside it', async (_, bad, why) => {
    const { attachments, unread } = await readZip([bad, GOOD])
    expect(attachments).toEqual([GOOD_TEXT])
    expect(unread).toEqual([{ name: expect.stringContaining('logs.zip/'), why }])
  })

  test('stops a bomb at 200 times its size and reads the file beside it', async () => {
    const { attachments, unread } = await readZip([{ name: 'bomb', text: Buffer.alloc(20 * MEGABYTE) }, GOOD])
    expect(attachments).toEqual([GOOD_TEXT])
    expect(unread).toEqual([{ name: 'logs.zip/bomb', why: 'unpacks to many times its size, as no log does' }])
  })

  test('stops many files that share the same data when 64 MB are unpacked, however little each is', async () => {
    const text = Buffer.from('401 Unauthorized\n'.repeat(50_000))
    const packed = deflateRawSync(text)
    const files = Array.from({ length: 200 }, (_, n) => ({ name: `${n}.log`, text, packed }))
    const { attachments, unread } = await readZip(files)
    expect(attachments.length).toBeGreaterThan(70)
    expect(attachments.length).toBeLessThan(80)
    expect(unread.length).toBe(21)
    expect(unread.at(-1)?.name).toMatch(/^logs\.zip \(\d+ more files\)$/)
    expect(unread.at(-1)?.why).toBe('is beyond the 64 MB that are unpacked of one issue')
  })

  test('reads the first 3,000 of 10,000 files', async () => {
    const files = Array.from({ length: 10_000 }, (_, n) => ({ name: `${n}.log`, text: 'x', method: 0 }))
    const { attachments, unread } = await readZip(files)
    expect(attachments).toHaveLength(3_000)
    expect(unread).toEqual([
      { name: 'the rest of logs.zip', why: 'is beyond the 3000 files that are unpacked of one issue' },
    ])
  })

  test('counts the files it cannot read instead of naming hundreds', async () => {
    const files = Array.from({ length: 300 }, (_, n) => ({ name: `${n}.log`, text: '', method: 0 }))
    const { unread } = await readZip(files)
    expect(unread).toHaveLength(21)
    expect(unread.at(-1)).toEqual({ name: 'logs.zip (280 more files)', why: 'is empty' })
  })

  test('gives what came before the place where the directory breaks', async () => {
    const bytes = zip([GOOD, { name: 'second.log', text: 'x' }])
    bytes[bytes.lastIndexOf('PK\x01\x02')] = 0
    const { attachments, unread } = await read('logs.zip', bytes)
    expect(attachments).toEqual([GOOD_TEXT])
    expect(unread).toEqual([{ name: 'the rest of logs.zip', why: 'is damaged' }])
  })

  test.each([
    ['cut off', zip([GOOD]).subarray(0, 40)],
    ['only a beginning', Buffer.from('PK\x03\x04')],
  ])('says when an archive is damaged: %s', async (_, bytes) => {
    expect(await read('logs.zip', bytes)).toEqual({
      attachments: [],
      unread: [{ name: 'logs.zip', why: 'is damaged' }],
    })
  })

  test('says when an archive is empty', async () => {
    expect((await readZip([])).unread).toEqual([{ name: 'logs.zip', why: 'is empty' }])
  })
})

describe('tar', () => {
  const file = (name: string, body: string) => ({ header: { name, size: Buffer.byteLength(body) }, body })

  test.each([
    ['packed', (bytes: Uint8Array) => gzipSync(bytes)],
    ['plain', (bytes: Uint8Array) => bytes],
  ])('reads every file under its path: %s', async (_, pack) => {
    const bytes = await packTar([
      { header: { name: 'a/', size: 0, type: 'directory' } },
      file('a/main.log', 'one'),
      file('b', 'two'),
    ])
    const { attachments, unread } = await read('logs.tgz', pack(bytes))
    expect(attachments).toEqual([
      { name: 'logs.tgz/a/main.log', text: 'one' },
      { name: 'logs.tgz/b', text: 'two' },
    ])
    expect(unread).toEqual([])
  })

  test('names links, devices, paths that lead out and archives inside', async () => {
    const bytes = await packTar([
      { header: { name: 'link', size: 0, type: 'symlink', linkname: '/etc/passwd' } },
      { header: { name: 'hard', size: 0, type: 'link', linkname: 'main.log' } },
      { header: { name: 'fifo', size: 0, type: 'fifo' } },
      file('../../etc/cron.d/x', 'x'),
      file('/etc/passwd', 'x'),
      { header: { name: 'inner.gz', size: 21 }, body: gzipSync('x') },
      file('main.log', 'error: 401'),
    ])
    const { attachments, unread } = await read('logs.tgz', gzipSync(bytes))
    expect(attachments).toEqual([{ name: 'logs.tgz/main.log', text: 'error: 401' }])
    expect(unread.map(({ name, why }) => [name.slice('logs.tgz/'.length), why]).toSorted()).toEqual([
      ['../../etc/cron.d/x', 'has a path that leads out of its archive'],
      ['/etc/passwd', 'has a path that leads out of its archive'],
      ['fifo', 'is a device, not a file'],
      ['hard', 'is a link, not a file'],
      ['inner.gz', 'is an archive inside an archive'],
      ['link', 'is a link, not a file'],
    ])
  })

  test('reads as many files as it may', async () => {
    const bytes = await packTar(Array.from({ length: 12 }, (_, n) => file(`${n}.log`, 'x')))
    const { attachments, unread } = await read('logs.tar', bytes, { entries: 10 })
    expect(attachments).toHaveLength(10)
    expect(unread).toEqual([
      { name: 'the rest of logs.tar', why: 'is beyond the 10 files that are unpacked of one issue' },
    ])
  })

  test('reads what comes before the place where an archive was cut off', async () => {
    const bytes = gzipSync(
      await packTar([file('a.log', 'first'), file('b.log', Array.from({ length: 9999 }, (_, n) => n).join(' '))]),
    )
    const { attachments, unread } = await read('logs.tgz', bytes.subarray(0, bytes.length / 2))
    expect(attachments[0]).toEqual({ name: 'logs.tgz/a.log', text: 'first' })
    expect(unread).toContainEqual({ name: 'logs.tgz', why: 'is cut off in the middle; what comes before was read' })
  })
})

test('redacts the names inside an archive', async () => {
  const { attachments } = await readZip([{ name: 'home/x/Users/alice.smith@corp.org/a.log', text: 'x' }])
  expect(attachments[0]?.name).not.toContain('alice')
})
