/** Parses JSON from strangers. The text may be long, but the number of values is limited, so parsing stays cheap. */
import { setImmediate } from 'node:timers/promises'
import { MEGABYTE } from '../../adapters/attachments/limits.ts'

/**
 * Maximum number of values and keys in one body. A report with 20 logs has 100. 10 MB of empty lists would have 3
 * million and block the thread for 0.25 s.
 */
const MAX_VALUES = 10_000

/** @returns the value, or a sentence that explains why there is none */
export async function readJson(bytes: Uint8Array): Promise<{ readonly value: unknown } | { readonly why: string }> {
  if (!(await isSmall(bytes))) return { why: `The body has more than ${MAX_VALUES} values.` }
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) }
  } catch {
    return { why: 'The body is not JSON.' }
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** One of these bytes precedes every value and every key: a list or object starts or continues. */
const SEPARATORS: ReadonlySet<number> = new Set([0x2c, 0x3a, 0x5b, 0x7b])

async function isSmall(bytes: Uint8Array): Promise<boolean> {
  let values = 0
  let inText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (inText && byte === BACKSLASH) at += 1
    else if (byte === QUOTE) inText = !inText
    else if (!inText && SEPARATORS.has(byte)) values += 1
    if (values > MAX_VALUES) return false
    // Yields to other work.
    if (at % MEGABYTE === 0) await setImmediate()
  }
  return true
}
