/** Decompression that stops at a limit while it runs. What was written for nothing is counted too. */
import { promisify } from 'node:util'
import { constants, gunzip, inflateRaw } from 'node:zlib'
import { MEGABYTE, type UnpackBudget } from '../limits.ts'
import { UnreadFileError } from '../not-read.ts'
import { DAMAGED, TOO_DENSE } from './entry.ts'

/** The least that the library takes for a piece of its output. */
const MIN_CHUNK = 64

const gunzipAsync = promisify(gunzip)
const inflateRawAsync = promisify(inflateRaw)

/** @param packed raw deflate data; @param declared size that the archive says it has, which is held to it */
export async function inflateEntry(packed: Uint8Array, declared: number, room: UnpackBudget): Promise<Uint8Array> {
  const most = mostOf(packed, room)
  // One piece, of which only what is written takes memory: joining many would take as much again.
  const bytes = await counted(Math.min(most, declared), room, (maxOutputLength) =>
    inflateRawAsync(packed, { maxOutputLength, chunkSize: maxOutputLength + MIN_CHUNK }),
  )
  if (bytes !== null) return bytes
  if (declared < most && room.bytes.left > 0)
    throw new UnreadFileError('is damaged: it holds more than its archive says')
  throw tooMuch(room)
}

export interface Gunzipped {
  readonly bytes: Uint8Array
  /** True when the file ends in the middle; `bytes` is what came before. */
  readonly cut: boolean
}

export async function gunzipFile(packed: Uint8Array, room: UnpackBudget): Promise<Gunzipped> {
  const most = mostOf(packed, room)
  try {
    const bytes = await counted(most, room, (maxOutputLength) => gunzipAsync(packed, { maxOutputLength }))
    if (bytes === null) throw tooMuch(room)
    return { bytes, cut: false }
  } catch (error) {
    if (codeOf(error) !== 'Z_BUF_ERROR') throw error instanceof UnreadFileError ? error : new UnreadFileError(DAMAGED)
  }
  const partial = await counted(most, room, (maxOutputLength) =>
    gunzipAsync(packed, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
  )
  if (partial === null) throw tooMuch(room)
  return { bytes: partial, cut: true }
}

/** Smaller ones may lie in memory that Node shares between them. */
const MIN_RELEASED = MEGABYTE

/**
 * What came out of here and is needed no more gives its memory back at once: the collector comes later than the next
 * sixty megabytes.
 */
export function release(unpacked: Uint8Array): void {
  if (unpacked.length >= MIN_RELEASED && unpacked.buffer instanceof ArrayBuffer) unpacked.buffer.transfer(0)
}

function mostOf(packed: Uint8Array, { ratio, bytes }: UnpackBudget): number {
  return Math.min(bytes.left, Math.max(MEGABYTE, packed.length * ratio))
}

function tooMuch({ bytes }: UnpackBudget): UnreadFileError {
  return new UnreadFileError(bytes.left === 0 ? bytes.why : TOO_DENSE)
}

/** @returns null when more than `most` came out; that much is then gone from the budget all the same */
async function counted(
  most: number,
  { bytes }: UnpackBudget,
  run: (maxOutputLength: number) => Promise<Uint8Array>,
): Promise<Uint8Array | null> {
  if (bytes.left === 0) return null
  try {
    const result = await run(Math.max(1, most))
    bytes.take(result.length)
    return result
  } catch (error) {
    if (codeOf(error) !== 'ERR_BUFFER_TOO_LARGE') throw error
    bytes.take(most)
    return null
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
