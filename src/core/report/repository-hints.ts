/** Settings of a repository that help to read its reports: its product and the headings of its forms. */
import type { Field } from './report.ts'

export interface RepositoryHints {
  /** Id of the repository's own product; null when it is not set. */
  readonly product: string | null
  /** Names of that product as people write them. */
  readonly names: readonly string[]
  /** English heading → headings of the repository's forms that mean the same. */
  readonly headings: Readonly<Record<string, readonly string[]>>
}

export const NO_HINTS: RepositoryHints = { product: null, names: [], headings: {} }

/** Replaces the headings of fields by their English equivalents. Unknown headings stay. */
export function withEnglishHeadings(fields: readonly Field[], { headings }: RepositoryHints): readonly Field[] {
  const english = new Map(
    Object.entries(headings).flatMap(([heading, aliases]) => aliases.map((it) => [headingKey(it), heading] as const)),
  )
  return fields.map((field) => ({ ...field, heading: english.get(headingKey(field.heading)) ?? field.heading }))
}

/** Returns true if a text names the repository's own product as a whole word. */
export function namesOwnProduct(texts: readonly string[], { names }: RepositoryHints): boolean {
  return names.some((name) => {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'iu')
    return texts.some((text) => pattern.test(text))
  })
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function headingKey(heading: string): string {
  return heading.trim().toLowerCase()
}
