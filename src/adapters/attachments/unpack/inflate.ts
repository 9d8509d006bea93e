/** Decompression that stops as soon as it reaches a limit. Discarded output also counts towards the limit. */
import { promisify } from 'node:util'
import { constants, gunzip, inflateRaw } from 'node:zlib'
import { MEGABYTE, type UnpackBudget } from '../limits.ts'
import { UnreadFileError } from '../unread-file-error.ts'
import { DAMAGED, TOO_DENSE } from './entry.ts'

/** Minimum chunk size that zlib accepts. */
const MIN_CHUNK = 64

const gunzipAsync = promisify(gunzip)
const inflateRawAsync = promisify(inflateRaw)

/**
 * @param packed raw deflate data
 * @param declared unpacked size that the archive declares; also serves as a limit
 * @throws UnreadFileError when the data exceeds the declared size or a limit
 */
export async function inflateEntry(packed: Uint8Array, declared: number, budget: UnpackBudget): Promise<Uint8Array> {
  const limit = limitOf(packed, budget)
  // Uses one chunk, because joining many chunks would need twice the memory. Only the written part of the chunk takes
  // up memory.
  const bytes = await runWithinBudget(Math.min(limit, declared), budget, (maxOutputLength) =>
    inflateRawAsync(packed, { maxOutputLength, chunkSize: maxOutputLength + MIN_CHUNK }),
  )
  if (bytes !== null) return bytes
  if (declared < limit && budget.bytes.left > 0)
    throw new UnreadFileError('is damaged: it is larger than its archive declares')
  throw limitError(budget)
}

export interface Gunzipped {
  readonly bytes: Uint8Array
  /** True when the file is cut off; `bytes` is then the part before the cut. */
  readonly cut: boolean
}

export async function gunzipFile(packed: Uint8Array, budget: UnpackBudget): Promise<Gunzipped> {
  const limit = limitOf(packed, budget)
  try {
    const bytes = await runWithinBudget(limit, budget, (maxOutputLength) => gunzipAsync(packed, { maxOutputLength }))
    if (bytes === null) throw limitError(budget)
    return { bytes, cut: false }
  } catch (error) {
    if (codeOf(error) !== 'Z_BUF_ERROR') throw error instanceof UnreadFileError ? error : new UnreadFileError(DAMAGED)
  }
  const partial = await runWithinBudget(limit, budget, (maxOutputLength) =>
    gunzipAsync(packed, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }),
  )
  if (partial === null) throw limitError(budget)
  return { bytes: partial, cut: true }
}

/** Smaller buffers can be part of a memory pool that Node shares between buffers. */
const MIN_RELEASED = MEGABYTE

/** Frees the memory of unpacked data immediately: the garbage collector can run too late, after another 60 MB. */
export function release(unpacked: Uint8Array): void {
  if (unpacked.length >= MIN_RELEASED && unpacked.buffer instanceof ArrayBuffer) unpacked.buffer.transfer(0)
}

function limitOf(packed: Uint8Array, { ratio, bytes }: UnpackBudget): number {
  return Math.min(bytes.left, Math.max(MEGABYTE, packed.length * ratio))
}

function limitError({ bytes }: UnpackBudget): UnreadFileError {
  return new UnreadFileError(bytes.left === 0 ? bytes.why : TOO_DENSE)
}

/** @returns null when the output exceeds `limit`; `limit` is then also deducted from the budget */
async function runWithinBudget(
  limit: number,
  { bytes }: UnpackBudget,
  run: (maxOutputLength: number) => Promise<Uint8Array>,
): Promise<Uint8Array | null> {
  if (bytes.left === 0) return null
  try {
    const result = await run(Math.max(1, limit))
    bytes.take(result.length)
    return result
  } catch (error) {
    if (codeOf(error) !== 'ERR_BUFFER_TOO_LARGE') throw error
    bytes.take(limit)
    return null
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
