/** Takes credentials out of errors before they are logged, stored or printed: parsers quote what they failed on. */
import { cleanAndRedact } from './clean-and-redact.ts'

/** Causes inside one another; deeper ones are dropped. */
const MAX_CAUSES = 8

/**
 * The same error with its message, its stack, the texts that it carries beside them (a path, an address) and those of its
 * causes redacted in place, so that `instanceof`, codes and marks stay. Text that was thrown comes back redacted; anything else as it was.
 * @param clean how a text is redacted
 */
export function redactError(
  error: unknown,
  clean: (text: string) => string = (text) => cleanAndRedact(text).text,
): unknown {
  if (typeof error === 'string') return clean(error)
  const seen = new Set<unknown>()
  let current: unknown = error
  while (current instanceof Error && !seen.has(current)) {
    seen.add(current)
    rewrite(current, 'message', clean(current.message))
    if (current.stack !== undefined) rewrite(current, 'stack', clean(current.stack))
    for (const [field, value] of Object.entries(current)) {
      if (typeof value === 'string') rewrite(current, field, clean(value), true)
    }
    if (typeof current.cause === 'string') rewrite(current, 'cause', clean(current.cause))
    if (seen.size > MAX_CAUSES) rewrite(current, 'cause', undefined)
    current = current.cause
  }
  return error
}

/** Defined anew: the message of a frozen or inherited error (a DOMException, say) cannot be assigned. */
function rewrite(error: Error, field: string, value: unknown, enumerable = false): void {
  if (Reflect.get(error, field) === value) return
  try {
    Object.defineProperty(error, field, { value, configurable: true, writable: true, enumerable })
  } catch {
    // Frozen: whoever prints it redacts what is printed.
  }
}
