/** The query of a list page: filters live in the URL, so that a view can be saved and shared. */

export type QueryValues = Readonly<Record<string, string | undefined>>

/** @returns the path with the given values changed; undefined removes one. Every change starts at the first page. */
export function withQuery(path: string, query: QueryValues, changes: QueryValues): string {
  const { page: _, ...rest } = query
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...rest, ...changes })) if (value) parameters.set(name, value)
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}
