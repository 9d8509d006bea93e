/**
 * Opens the shipped pack without compiling it. `npm run build` puts the compiled pack into the package; a checkout keeps
 * it in the user's cache. If neither fits the signatures and this program, the pack is compiled.
 */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodePack } from '../../core/signatures/compiled-pack.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { PackFile } from '../../core/signatures/parse.ts'
import { cacheFolder } from '../config/cache-folder.ts'
import { shippedPack } from '../config/shipped-pack.ts'
import { readPackFolder } from '../pack-folder.ts'
import { readOwnSealed, readSealed, seal, writeOwnSealed } from './sealed-file.ts'

/** Where to look for a compiled pack. */
export interface CompiledPlaces {
  /** File in the package. */
  readonly built: string
  /** Folder of the user's cache. */
  readonly cache: string
}

const PLACES: CompiledPlaces = {
  built: fileURLToPath(new URL('../../compiled-pack.bin', import.meta.url)),
  cache: cacheFolder(),
}

/** @throws TriageError('pack-invalid' | 'unreadable-file') if it must be compiled and cannot */
export async function openShippedPack(): Promise<Pack> {
  return decodePack(await readShippedPack())
}

/**
 * @param compilePack called if no compiled pack fits
 * @returns the compiled pack, in memory that threads can share
 * @throws TriageError('pack-invalid' | 'unreadable-file') if it must be compiled and cannot
 */
export async function readShippedPack(places = PLACES, compilePack = compile): Promise<Uint8Array<SharedArrayBuffer>> {
  const files = await readPackFolder(shippedPack())
  const key = keyOf(files)
  // One file for each checkout, so that old ones are replaced.
  const cached = join(places.cache, `pack-${hash('sha256', shippedPack()).slice(0, 16)}.bin`)
  const known = readSealed(places.built, key) ?? readOwnSealed(cached, key)
  if (known !== null) return known
  const bytes = await compilePack(files)
  writeOwnSealed(cached, key, bytes)
  return bytes
}

/**
 * @param folder of any pack; only the shipped one is not compiled each time
 * @throws TriageError('pack-invalid' | 'unreadable-file')
 */
export async function readCompiledPack(folder: string): Promise<Uint8Array<SharedArrayBuffer>> {
  return folder === shippedPack() ? readShippedPack() : compile(await readPackFolder(folder))
}

/** Returns the content of the package's `compiled-pack.bin`. */
export async function sealShippedPack(): Promise<Uint8Array> {
  const files = await readPackFolder(shippedPack())
  return seal(keyOf(files, ''), await compile(files))
}

/** What compiles a pack takes long to import, and is rarely needed. */
async function compile(files: readonly PackFile[]): Promise<Uint8Array<SharedArrayBuffer>> {
  const load = await import('../../core/signatures/load.ts')
  return load.compilePack(files)
}

/**
 * Changes with everything that the bytes depend on: the signatures, this program and its libraries, and the byte order.
 * @param code the program's source, where it can change without its version
 */
function keyOf(files: readonly PackFile[], code = ownSource()): string {
  const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  const { version, dependencies, devDependencies } = manifest
  return hash('sha256', JSON.stringify([version, dependencies, devDependencies, endianness(), code, files]))
}

/** The source of what compiles a pack, in a checkout; a built program changes only with its version. */
function ownSource(): string {
  if (!import.meta.url.endsWith('.ts')) return ''
  const folder = fileURLToPath(new URL('../../core/signatures', import.meta.url))
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  return names
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}
