/** Buffers incoming bytes until they are complete: up to 1 MB in memory, the rest in a temporary file. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** GitHub's payloads are about 10 KB. Payloads above 1 MB are rare and may use the disk. */
export const MAX_BYTES_IN_MEMORY = 1024 * 1024

export interface SpoolOptions {
  /** Maximum number of bytes that will arrive. */
  readonly length: number
  /** Folder of the temporary file. */
  readonly folder: string
}

/** Must always be closed; closing leaves nothing behind. */
export class Spool {
  readonly #folder: string
  /**
   * One block instead of the received chunks, because a sender that sends single bytes would create one object per
   * byte.
   */
  readonly #block: Buffer
  #used = 0
  #file: FileHandle | null = null
  #written = 0

  constructor({ length, folder }: SpoolOptions) {
    this.#folder = folder
    this.#block = Buffer.allocUnsafeSlow(Math.min(length, MAX_BYTES_IN_MEMORY))
  }

  async write(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      if (this.#used === this.#block.length) await this.#flush()
      const taken = chunk.copy(this.#block, this.#used, at)
      this.#used += taken
      at += taken
    }
  }

  /** @returns all bytes written so far */
  async read(): Promise<Buffer> {
    if (this.#file === null) return this.#block.subarray(0, this.#used)
    await this.#flush()
    const all = Buffer.allocUnsafeSlow(this.#written)
    for (let at = 0; at < all.length; ) {
      const { bytesRead } = await this.#file.read(all, at, all.length - at, at)
      if (bytesRead === 0) throw new Error('The temporary file of a webhook is shorter than the data written to it.')
      at += bytesRead
    }
    return all
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = null
  }

  async #flush(): Promise<void> {
    if (this.#block.length === 0) throw new RangeError('More bytes arrived than announced.')
    this.#file ??= await openUnnamed(this.#folder)
    for (let at = 0; at < this.#used; ) {
      const { bytesWritten } = await this.#file.write(this.#block, at, this.#used - at, this.#written)
      at += bytesWritten
      this.#written += bytesWritten
    }
    this.#used = 0
  }
}

/** Unlinks the file before anything is written to it, so even a killed process leaves nothing behind. */
async function openUnnamed(folder: string): Promise<FileHandle> {
  const path = join(folder, `auth-triage-${randomUUID()}`)
  const file = await open(path, 'wx+', 0o600)
  try {
    await unlink(path)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}
