/**
 * A loaded pack as bytes, from which it is opened without reading YAML, checking schemas or compiling patterns. The
 * bytes are only data: JSON and tables of numbers. Opening trusts them, so they must come from this program.
 *
 * Layout: the lengths of the parts, then the parts, those with numbers first. Numbers have the machine's byte order.
 */
import type { Pack, PackContent } from './pack.ts'
import type { PackPattern } from './scanner/compiled-pattern.ts'
import type { PreparedClause } from './scanner/pattern-index.ts'
import { scannerFrom } from './scanner/scanner.ts'
import type { ScannerSource } from './scanner/scanner-tables.ts'
import { restoreScanner, type StoredScanner, storeScanner } from './scanner/stored-scanner.ts'
import type { Signature } from './schema.ts'

export interface CompiledPack extends ScannerSource {
  readonly content: PackContent
  readonly clauses: readonly PreparedClause<PackPattern>[]
}

/** The content as JSON. */
interface StoredContent extends Omit<PackContent, 'signatures' | 'folders'> {
  readonly signatures: readonly Signature[]
  readonly folders: readonly (readonly [id: string, folder: string])[]
}

/** Number of parts: three of numbers, two of JSON. */
const PARTS = 5
/** Size of a number in bytes. */
const CELL = 4

/** @returns bytes that threads can share */
export function encodePack(pack: CompiledPack): Uint8Array<SharedArrayBuffer> {
  const { next, idsFrom, ids } = pack.tables.automaton
  const texts = [storeContent(pack.content), storeScanner(pack.clauses, pack.tables)]
  const parts = [next, idsFrom, ids, ...texts.map((it) => new TextEncoder().encode(asciiJson(it)))]
  const size = parts.reduce((sum, { byteLength }) => sum + byteLength, CELL * PARTS)
  const bytes = new Uint8Array(new SharedArrayBuffer(size))
  bytes.set(new Uint8Array(Uint32Array.from(parts, ({ byteLength }) => byteLength).buffer))
  let at = CELL * PARTS
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return bytes
}

/**
 * Opens a pack. What only the scanner needs is read when the scanner is first used.
 * @param bytes from `encodePack`; kept, and not copied
 */
export function decodePack({ buffer, byteOffset }: Uint8Array): Pack {
  const lengths = new Uint32Array(buffer, byteOffset, PARTS)
  let at = byteOffset + CELL * PARTS
  const [next, idsFrom, ids, content, scanner] = Array.from(lengths, (length) => {
    at += length
    return { from: at - length, length }
  }) as [Part, Part, Part, Part, Part]
  const numbers = ({ from, length }: Part) => new Int32Array(buffer, from, length / CELL)
  const json = <T>({ from, length }: Part) => JSON.parse(Buffer.from(buffer, from, length).toString('latin1')) as T
  const { signatures, folders, ...rest } = json<StoredContent>(content)
  return {
    ...rest,
    signatures: new Map(signatures.map((signature) => [signature.id, signature])),
    folders: new Map(folders),
    scanner: scannerFrom(() =>
      restoreScanner(json<StoredScanner>(scanner), {
        next: numbers(next),
        idsFrom: numbers(idsFrom),
        ids: numbers(ids),
      }),
    ),
  }
}

/** Offset and length in bytes. */
interface Part {
  readonly from: number
  readonly length: number
}

function storeContent({ signatures, folders, ...rest }: PackContent): StoredContent {
  return { ...rest, signatures: [...signatures.values()], folders: [...folders] }
}

/** Every character beyond ASCII is escaped, so that the text is read with one byte per character. */
function asciiJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, escaped)
}
