import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CompiledPlaces, readShippedPack } from '../../../src/adapters/compiled-pack/shipped.ts'
import { decodePack } from '../../../src/core/signatures/compiled-pack.ts'
import { compilePack } from '../../../src/core/signatures/load.ts'
import type { PackFile } from '../../../src/core/signatures/parse.ts'

let folder: string
let places: CompiledPlaces
let compilations: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compiled-'))
  places = { built: join(folder, 'compiled-pack.bin'), cache: join(folder, 'cache') }
  compilations = 0
})

afterEach(() => rm(folder, { recursive: true }))

async function read(given = places): Promise<Uint8Array> {
  return await readShippedPack(given, async (files: readonly PackFile[]) => {
    compilations++
    return compilePack(files)
  })
}

async function cachedFile(): Promise<string> {
  const names = await readdir(places.cache)
  expect(names).toHaveLength(1)
  return join(places.cache, names[0]!)
}

test('a checkout compiles the pack on first use and opens it from the cache afterwards', async () => {
  const first = await read()
  expect(compilations).toBe(1)
  const second = await read()
  expect(compilations).toBe(1)
  expect(Buffer.from(second).equals(first)).toBe(true)
  expect(decodePack(second).signatures.size).toBeGreaterThan(50)
})

test('a damaged or foreign file in the cache is replaced', async () => {
  const wanted = await read()
  const path = await cachedFile()
  const good = await readFile(path)
  for (const bad of [
    Buffer.from('{}'),
    good.subarray(0, -1),
    Buffer.concat([Buffer.from('0'.repeat(64)), good.subarray(64)]),
  ]) {
    await writeFile(path, bad)
    expect(Buffer.from(await read()).equals(wanted)).toBe(true)
    expect((await readFile(path)).equals(good)).toBe(true)
  }
  expect(compilations).toBe(4)
})

test('the file in the package comes first, if it fits', async () => {
  await read()
  await writeFile(places.built, await readFile(await cachedFile()))
  await rm(places.cache, { recursive: true })
  await read()
  expect(compilations).toBe(1)
  await writeFile(places.built, 'from another version')
  await read()
  expect(compilations).toBe(2)
})

test('without a usable cache the pack is compiled each time', async () => {
  const nowhere = { ...places, cache: '/dev/null/cache' }
  await read(nowhere)
  expect(decodePack(await read(nowhere)).signatures.size).toBeGreaterThan(50)
  expect(compilations).toBe(2)
})
