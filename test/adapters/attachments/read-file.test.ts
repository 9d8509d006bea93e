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
  test('reads a text file regardless of its name', async () => {
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
    ['an event log', Buffer.from('ElfFile\0'), 'is a binary Windows event log; export it as .csv or .txt'],
    [
      'another archive',
      Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'),
      'is an unsupported kind of archive; .zip, .gz and .tar.gz are supported',
    ],
    ['a Word document', zip([{ name: '[Content_Types].xml', text: 'x' }]), 'is an Office document'],
    ['noise', Buffer.from(Array.from({ length: 999 }, (_, n) => (n * n * 7919) % 253)), 'is not text'],
    ['an empty file', Buffer.alloc(0), 'is empty'],
  ])('does not read %s and gives the reason', async (_, bytes, why) => {
    expect(await read('main.log', bytes)).toEqual({ attachments: [], unread: [{ name: 'main.log', why }] })
  })

  test('reads a 25 MB line', async () => {
    const { attachments } = await read('main.log', Buffer.alloc(25 * MEGABYTE, 'a'))
    expect(attachments[0]?.text).toHaveLength(25 * MEGABYTE)
  })
})

describe('gzip', () => {
  test('reads a compressed file', async () => {
    const { attachments } = await read('main.log.gz', gzipSync('error: 401'))
    expect(attachments).toEqual([{ name: 'main.log.gz', text: 'error: 401' }])
  })

  test('reads the start of a truncated file and reports the truncation', async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => `line ${n * 7919}`).join('\n')
    const whole = gzipSync(text)
    const { attachments, unread } = await read('main.log.gz', whole.subarray(0, whole.length / 2))
    const part = attachments[0]?.text ?? ''
    expect(part.length).toBeGreaterThan(text.length / 4)
    expect(text.startsWith(part)).toBe(true)
    expect(unread).toEqual([{ name: 'main.log.gz', why: 'is cut off in the middle; the part before was read' }])
  })

  test.each([
    ['a zip', zip([{ name: 'inner.log', text: 'error: 403' }]), 'logs.zip/inner/inner.log'],
    ['a gzip', gzipSync('error: 403'), 'logs.zip/inner'],
    ['a zip of gzips', zip([{ name: 'inner.gz', text: gzipSync('error: 403') }]), 'logs.zip/inner/inner.gz'],
  ])('reads %s inside a zip', async (_, bytes, name) => {
    expect(await readZip([{ name: 'inner', text: bytes }])).toEqual({
      attachments: [{ name, text: 'error: 403' }],
      unread: [],
    })
  })

  test('stops a zip bomb at 200 times its size', async () => {
    const { attachments, unread } = await read('main.log.gz', gzipSync(Buffer.alloc(20 * MEGABYTE)))
    expect(attachments).toEqual([])
    expect(unread).toEqual([{ name: 'main.log.gz', why: 'has a compression ratio that is too high for a log' }])
  })

  test('reads a small repetitive log', async () => {
    const { attachments } = await read('main.log.gz', gzipSync('401\n'.repeat(200_000)))
    expect(attachments).toHaveLength(1)
  })

  test('reports a damaged file', async () => {
    const bytes = gzipSync('error: 401, and a little more')
    bytes[15] = (bytes[15] ?? 0) ^ 0xff
    const { unread } = await read('main.log.gz', bytes)
    expect(unread).toEqual([{ name: 'main.log.gz', why: 'is damaged' }])
  })
})

describe('zip', () => {
  test('reads every file with its path and skips metadata files and folders', async () => {
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
    ['a path with ..', { name: '../../etc/passwd', text: 'x' }, 'has a path outside its archive'],
    ['a Windows path with ..', { name: 'a\\..\\..\\x', text: 'x' }, 'has a path outside its archive'],
    ['an absolute path', { name: '/etc/passwd', text: 'x' }, 'has a path outside its archive'],
    ['a drive letter', { name: 'C:\\x', text: 'x' }, 'has a path outside its archive'],
    ['a symbolic link', { name: 'link', text: '/etc/passwd', symlink: true }, 'is a link, not a file'],
    ['an encrypted file', { name: 'secret.log', text: 'x', encrypted: true }, 'is encrypted'],
    ['another compression', { name: 'x.log', text: 'x', method: 12 }, 'uses an unsupported compression method'],
    [
      'a file larger than declared',
      { name: 'x.log', text: 'x'.repeat(500), declaredSize: 10 },
      'is damaged: it is larger than its archive declares',
    ],
    ['a file smaller than declared', { name: 'x.log', text: 'x', declaredSize: 1_000_000 }, 'is damaged'],
    [
      'a stored file whose size differs from the declared size',
      { name: 'x.log', text: 'xxx', method: 0, declaredSize: 2 },
      'is damaged',
    ],
    ['broken data', { name: 'x.log', text: 'x', packed: Buffer.from([7, 7, 7]) }, 'is damaged'],
    [
      'what is packed four times',
      { name: 'inner.gz', text: gzipSync(gzipSync(gzipSync('x'))) },
      'is packed more than three times',
    ],
    ['a damaged archive', { name: 'inner.gz', text: zip([GOOD]).subarray(0, 40) }, 'is damaged'],
    ['a picture', { name: 'x.png', text: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }, 'is a picture'],
  ])('does not read %s, but reads the file next to it', async (_, bad, why) => {
    const { attachments, unread } = await readZip([bad, GOOD])
    expect(attachments).toEqual([GOOD_TEXT])
    expect(unread).toEqual([{ name: expect.stringContaining('logs.zip/'), why }])
  })

  test('stops a zip bomb at 200 times its size and reads the file next to it', async () => {
    const { attachments, unread } = await readZip([{ name: 'bomb', text: Buffer.alloc(20 * MEGABYTE) }, GOOD])
    expect(attachments).toEqual([GOOD_TEXT])
    expect(unread).toEqual([{ name: 'logs.zip/bomb', why: 'has a compression ratio that is too high for a log' }])
  })

  test('stops unpacking many small files with the same data at 64 MB', async () => {
    const text = Buffer.from('401 Unauthorized\n'.repeat(50_000))
    const packed = deflateRawSync(text)
    const files = Array.from({ length: 200 }, (_, n) => ({ name: `${n}.log`, text, packed }))
    const { attachments, unread } = await readZip(files)
    expect(attachments.length).toBeGreaterThan(70)
    expect(attachments.length).toBeLessThan(80)
    expect(unread.length).toBe(21)
    expect(unread.at(-1)?.name).toMatch(/^logs\.zip \(\d+ more files\)$/)
    expect(unread.at(-1)?.why).toBe('exceeds the limit of 64 MB of unpacked data per issue')
  })

  test('reads the first 3,000 of 10,000 files', async () => {
    const files = Array.from({ length: 10_000 }, (_, n) => ({ name: `${n}.log`, text: 'x', method: 0 }))
    const { attachments, unread } = await readZip(files)
    expect(attachments).toHaveLength(3_000)
    expect(unread).toEqual([
      { name: 'the rest of logs.zip', why: 'exceeds the limit of 3000 unpacked files per issue' },
    ])
  })

  test('names 20 unread files and counts the rest', async () => {
    const files = Array.from({ length: 300 }, (_, n) => ({ name: `${n}.log`, text: '', method: 0 }))
    const { unread } = await readZip(files)
    expect(unread).toHaveLength(21)
    expect(unread.at(-1)).toEqual({ name: 'logs.zip (280 more files)', why: 'is empty' })
  })

  test('reads the files before a damaged directory record', async () => {
    const bytes = zip([GOOD, { name: 'second.log', text: 'x' }])
    bytes[bytes.lastIndexOf('PK\x01\x02')] = 0
    const { attachments, unread } = await read('logs.zip', bytes)
    expect(attachments).toEqual([GOOD_TEXT])
    expect(unread).toEqual([{ name: 'the rest of logs.zip', why: 'is damaged' }])
  })

  test.each([
    ['truncated', zip([GOOD]).subarray(0, 40)],
    ['only a signature', Buffer.from('PK\x03\x04')],
  ])('reports a damaged archive: %s', async (_, bytes) => {
    expect(await read('logs.zip', bytes)).toEqual({
      attachments: [],
      unread: [{ name: 'logs.zip', why: 'is damaged' }],
    })
  })

  test('refuses a file whose content does not match its checksum', async () => {
    const { attachments, unread } = await readZip([{ ...GOOD, packed: deflateRawSync('error: 403') }])
    expect(attachments).toEqual([])
    expect(unread).toEqual([{ name: 'logs.zip/main.log', why: 'is damaged' }])
  })

  test('reports an empty archive', async () => {
    expect((await readZip([])).unread).toEqual([{ name: 'logs.zip', why: 'is empty' }])
  })
})

describe('tar', () => {
  const file = (name: string, body: string) => ({ header: { name, size: Buffer.byteLength(body) }, body })

  test.each([
    ['packed', (bytes: Uint8Array) => gzipSync(bytes)],
    ['plain', (bytes: Uint8Array) => bytes],
  ])('reads every file with its path: %s', async (_, pack) => {
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

  test('does not read links, devices, paths outside the archive or nested archives', async () => {
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
    expect(attachments).toEqual([
      { name: 'logs.tgz/inner.gz', text: 'x' },
      { name: 'logs.tgz/main.log', text: 'error: 401' },
    ])
    expect(unread.map(({ name, why }) => [name.slice('logs.tgz/'.length), why]).toSorted()).toEqual([
      ['../../etc/cron.d/x', 'has a path outside its archive'],
      ['/etc/passwd', 'has a path outside its archive'],
      ['fifo', 'is a device, not a file'],
      ['hard', 'is a link, not a file'],
      ['link', 'is a link, not a file'],
    ])
  })

  test('reads files up to the limit', async () => {
    const bytes = await packTar(Array.from({ length: 12 }, (_, n) => file(`${n}.log`, 'x')))
    const { attachments, unread } = await read('logs.tar', bytes, { entries: 10 })
    expect(attachments).toHaveLength(10)
    expect(unread).toEqual([{ name: 'the rest of logs.tar', why: 'exceeds the limit of 10 unpacked files per issue' }])
  })

  test('reads the start of a truncated archive', async () => {
    const bytes = gzipSync(
      await packTar([file('a.log', 'first'), file('b.log', Array.from({ length: 9999 }, (_, n) => n).join(' '))]),
    )
    const { attachments, unread } = await read('logs.tgz', bytes.subarray(0, bytes.length / 2))
    expect(attachments[0]).toEqual({ name: 'logs.tgz/a.log', text: 'first' })
    expect(unread).toContainEqual({ name: 'logs.tgz', why: 'is cut off in the middle; the part before was read' })
  })
})

test('redacts names inside an archive', async () => {
  const { attachments } = await readZip([{ name: 'home/x/Users/alice.smith@corp.org/a.log', text: 'x' }])
  expect(attachments[0]?.name).not.toContain('alice')
})
