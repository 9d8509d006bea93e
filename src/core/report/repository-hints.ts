/** Repository settings that help to read the repository's reports: its product and its form headings. */
import type { Field } from './report.ts'

export interface RepositoryHints {
  /** Id of the repository's own product; null when it is not set. */
  readonly product: string | null
  /** Names that people use for that product. */
  readonly names: readonly string[]
  /** English heading → the repository's form headings with the same meaning. */
  readonly headings: Readonly<Record<string, readonly string[]>>
}

export const NO_HINTS: RepositoryHints = { product: null, names: [], headings: {} }

/** Replaces field headings with their English equivalents. Unknown headings are kept. */
export function withEnglishHeadings(fields: readonly Field[], { headings }: RepositoryHints): readonly Field[] {
  const english = new Map(
    Object.entries(headings).flatMap(([heading, aliases]) => aliases.map((it) => [headingKey(it), heading] as const)),
  )
  return fields.map((field) => ({ ...field, heading: english.get(headingKey(field.heading)) ?? field.heading }))
}

/** Returns true if any of the texts names the repository's own product as a whole word. */
export function namesOwnProduct(texts: readonly string[], { names }: RepositoryHints): boolean {
  return names.some((name) => {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(name)}(?![\\p{L}\\p{N}])`, 'iu')
    return texts.some((text) => pattern.test(text))
  })
}

function headingKey(heading: string): string {
  return heading.trim().toLowerCase()
}
