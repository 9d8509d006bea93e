/** Formats JSON for reading, not for parsing: quotes and line breaks inside strings are not escaped. */

/** Maximum nesting depth; no log nests deeper. */
const MAX_DEPTH = 12

/**
 * @param value a value returned by `JSON.parse`
 * @returns one line, unless strings contain line feeds
 */
export function looseJson(value: unknown, depth: number = 0): string {
  if (typeof value === 'string') return `"${value}"`
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth >= MAX_DEPTH) return '…'
  if (Array.isArray(value)) return `[${value.map((item) => looseJson(item, depth + 1)).join(',')}]`
  const members = Object.entries(value).map(([name, member]) => `"${name}":${looseJson(member, depth + 1)}`)
  return `{${members.join(',')}}`
}

/** Unescapes quotes that are escaped one or more times, in text that is or contains JSON. */
export function withoutEscapedQuotes(text: string): string {
  return text.replace(/\\{1,16}"/g, '"').replaceAll('\\/', '/')
}
