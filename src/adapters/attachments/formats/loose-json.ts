/** JSON for reading, not for parsing: as in the file, but quotes and line ends inside strings stand as they were logged. */

/** Deeper nesting is a parser's test, not a log. */
const DEEPEST = 12

/**
 * @param value whatever `JSON.parse` gives
 * @returns one line, unless strings hold line feeds
 */
export function looseJson(value: unknown, depth: number = 0): string {
  if (typeof value === 'string') return `"${value}"`
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth >= DEEPEST) return '…'
  if (Array.isArray(value)) return `[${value.map((it) => looseJson(it, depth + 1)).join(',')}]`
  const members = Object.entries(value).map(([name, it]) => `"${name}":${looseJson(it, depth + 1)}`)
  return `{${members.join(',')}}`
}

/** Quotes that were escaped, once or more often, in text that is JSON or quotes some. */
export function withoutEscapedQuotes(text: string): string {
  return text.replace(/\\{1,16}"/g, '"').replaceAll('\\/', '/')
}

/** @returns the object that the text is, or null */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
