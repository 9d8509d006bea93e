/** What a repository says about itself that helps to read its reports: its product, and how its forms are worded. */
import type { Field } from './report.ts'

export interface RepositoryHints {
  /** Id of the repository's own product; null when it does not say. */
  readonly product: string | null
  /** How people write that product's name. */
  readonly names: readonly string[]
  /** Headings of its forms by the English heading that they stand for. */
  readonly headings: Readonly<Record<string, readonly string[]>>
}

export const NO_HINTS: RepositoryHints = { product: null, names: [], headings: {} }

/** The fields under the English headings that their own stand for. */
export function inEnglish(fields: readonly Field[], { headings }: RepositoryHints): readonly Field[] {
  const english = new Map(
    Object.entries(headings).flatMap(([heading, own]) => own.map((it) => [headingKey(it), heading] as const)),
  )
  return fields.map((field) => ({ ...field, heading: english.get(headingKey(field.heading)) ?? field.heading }))
}

/** Whether one of the texts names the repository's own product, as a word of its own. */
export function namesOwnProduct(texts: readonly string[], { names }: RepositoryHints): boolean {
  return names.some((name) => {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${literally(name)}(?![\\p{L}\\p{N}])`, 'iu')
    return texts.some((text) => pattern.test(text))
  })
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function headingKey(heading: string): string {
  return heading.trim().toLowerCase()
}
