/**
 * Turns an error line into its fingerprint: replaces everything that varies between occurrences with placeholders, so
 * that the same failure always gives the same text.
 */

/** Applied in this order: longer and more specific forms first, bare numbers last. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\[redacted:[^\]]{0,300}\]/g, '<secret>'],
  [/(?:https?|wss?|file):\/\/[^\s"'`<>)\]]{1,500}/g, '<url>'],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, '<uuid>'],
  [/\b\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\b\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, '<time>'],
  [/(?:\b[a-z]:)?(?:[\\/][\w.@~%+-]{1,100}){2,30}[\\/]?/g, '<path>'],
  [/\b0x[\da-f]{1,16}\b/g, '<n>'],
  [/\b(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[a-z])[\w-]{12,120}\b/g, '<id>'],
  [/\d+(?:\.\d+)*/g, '<n>'],
]

/** @returns the line in lower case with placeholders. Idempotent. */
export function fingerprint(line: string): string {
  const plain = line.toLowerCase()
  const placed = VARYING.reduce((text, [pattern, placeholder]) => text.replace(pattern, placeholder), plain)
  return placed.replace(/\s+/g, ' ').trim()
}
