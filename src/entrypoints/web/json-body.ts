/** JSON of strangers: text may be long, but its values are few, so that parsing it takes no more time than reading it. */
import { setImmediate } from 'node:timers/promises'
import { MEGABYTE } from '../../adapters/attachments/limits.ts'

/**
 * Values, and names of values, in one body. A report with twenty logs has a hundred. Ten megabytes of empty lists would
 * be three million, and take a quarter of a second that nobody else gets.
 */
const MAX_VALUES = 10_000

/** @returns the value, or a sentence that says why there is none */
export async function readJson(bytes: Uint8Array): Promise<{ readonly value: unknown } | { readonly why: string }> {
  if (!(await hasFewValues(bytes))) return { why: `The body has more than ${MAX_VALUES} values.` }
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) }
  } catch {
    return { why: 'The body is not JSON.' }
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** One of these stands before every value and every name: a list or object begins, or goes on. */
const SEPARATORS: ReadonlySet<number> = new Set([0x2c, 0x3a, 0x5b, 0x7b])

async function hasFewValues(bytes: Uint8Array): Promise<boolean> {
  let values = 0
  let inText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (inText && byte === BACKSLASH) at += 1
    else if (byte === QUOTE) inText = !inText
    else if (!inText && SEPARATORS.has(byte)) values += 1
    if (values > MAX_VALUES) return false
    // Others have their turn.
    if (at % MEGABYTE === 0) await setImmediate()
  }
  return true
}
