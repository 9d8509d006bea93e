/** Redacts errors before they are logged, stored or printed, since parsers quote the input that they failed on. */
import { cleanAndRedact } from './clean-and-redact.ts'

/** Maximum length of the cause chain; deeper causes are dropped. */
const MAX_CAUSES = 8

/**
 * Redacts an error and its causes in place: the message, the stack and the string properties (a path, a URL). The error
 * remains the same object, so `instanceof`, codes and flags still work.
 * @param clean redacts one string
 * @returns the same error, the redacted string if a string was thrown, or any other value unchanged
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

/** Redefines the property, because an inherited one (such as a DOMException's message) cannot be assigned. */
function rewrite(error: Error, field: string, value: unknown, enumerable = false): void {
  if (Reflect.get(error, field) === value) return
  try {
    Object.defineProperty(error, field, { value, configurable: true, writable: true, enumerable })
  } catch {
    // The error is frozen. The code that prints it redacts its output.
  }
}
