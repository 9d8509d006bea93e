import { chmod, lstat, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readOwnSealed, readSealed, seal, writeOwnSealed } from '../../../src/adapters/compiled-pack/sealed-file.ts'

const KEY = 'a'.repeat(64)
const BYTES = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251)

let folder: string
let path: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'sealed-')), 'own')
  path = join(folder, 'pack.bin')
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(join(folder, '..'), { recursive: true })
})

function read(): number | null {
  return readOwnSealed(path, KEY)?.length ?? null
}

test('a file is read back, in memory that threads can share', () => {
  writeOwnSealed(path, KEY, BYTES)
  const bytes = readOwnSealed(path, KEY)
  expect(bytes).toEqual(BYTES)
  expect(bytes?.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(readSealed(path, KEY)).toEqual(BYTES)
})

test('the file and its folder can be read and written by their owner only', async () => {
  writeOwnSealed(path, KEY, BYTES)
  expect((await lstat(folder)).mode & 0o777).toBe(0o700)
  expect((await lstat(path)).mode & 0o777).toBe(0o600)
})

test('a later file replaces an earlier one', () => {
  writeOwnSealed(path, 'b'.repeat(64), BYTES)
  writeOwnSealed(path, KEY, BYTES.subarray(1))
  expect(read()).toBe(999)
})

describe('is null for', () => {
  beforeEach(() => {
    writeOwnSealed(path, KEY, BYTES)
    expect(read()).toBe(1_000)
  })

  test('another key, as after an update', () => {
    expect(readOwnSealed(path, 'b'.repeat(64))).toBeNull()
    expect(readSealed(path, 'b'.repeat(64))).toBeNull()
  })

  test.each([0, 63, 128, 500, 1_127])('a file that ends after %i bytes', async (length) => {
    await truncate(path, length)
    expect(read()).toBeNull()
    expect(readSealed(path, KEY)).toBeNull()
  })

  test.each([64, 127, 128, 600, 1_127])('a file with another byte at %i', async (at) => {
    const bytes = await readFile(path)
    bytes[at] = (bytes[at] as number) ^ 1
    await writeFile(path, bytes)
    expect(read()).toBeNull()
    expect(readSealed(path, KEY)).toBeNull()
  })

  test('a missing file', async () => {
    await rm(path)
    expect(read()).toBeNull()
  })

  test.each([0o620, 0o602])('a file that others can write, mode %o', async (mode) => {
    await chmod(path, mode)
    expect(read()).toBeNull()
  })

  test.each([0o770, 0o707])('a file in a folder that others can write, mode %o', async (mode) => {
    await chmod(folder, mode)
    expect(read()).toBeNull()
  })

  test('a file of another user', () => {
    const own = process.getuid?.() ?? 0
    vi.spyOn(process, 'getuid').mockReturnValue(own + 1)
    expect(read()).toBeNull()
  })

  test('a link to a file', async () => {
    await writeFile(join(folder, 'real'), await readFile(path), { mode: 0o600 })
    await rm(path)
    await symlink(join(folder, 'real'), path)
    expect(read()).toBeNull()
  })

  test('a file in a folder that is a link', async () => {
    const link = join(folder, '..', 'link')
    await symlink(folder, link)
    expect(readOwnSealed(join(link, 'pack.bin'), KEY)).toBeNull()
  })
})

describe('writes nothing, and fails silently, in a folder that', () => {
  test('others can write', async () => {
    await mkdir(folder)
    await chmod(folder, 0o777)
    writeOwnSealed(path, KEY, BYTES)
    await expect(lstat(path)).rejects.toThrow('ENOENT')
  })

  test('belongs to another user', async () => {
    await mkdir(folder, { mode: 0o700 })
    const own = process.getuid?.() ?? 0
    vi.spyOn(process, 'getuid').mockReturnValue(own + 1)
    writeOwnSealed(path, KEY, BYTES)
    await expect(lstat(path)).rejects.toThrow('ENOENT')
  })

  test('cannot be made', async () => {
    await writeFile(folder, 'a file in its place')
    writeOwnSealed(path, KEY, BYTES)
    expect(await readFile(folder, 'utf8')).toBe('a file in its place')
  })
})

test('the sealed form starts with the key', () => {
  expect(Buffer.from(seal(KEY, BYTES)).toString('latin1', 0, 64)).toBe(KEY)
})
