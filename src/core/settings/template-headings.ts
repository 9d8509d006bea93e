/** Reads the headings that a repository's issue templates put into reports. */
import { parse } from 'yaml'

export interface TemplateFile {
  readonly path: string
  readonly text: string
}

/** In characters. A form is a few kilobytes. */
const MAX_TEMPLATE = 100_000

/** @returns every heading once, as written; a file that cannot be read has none */
export function headingsOfTemplates(files: readonly TemplateFile[]): readonly string[] {
  const found = files.flatMap(({ path, text }) =>
    /\.ya?ml$/i.test(path) ? labelsOfForm(text.slice(0, MAX_TEMPLATE)) : headingsIn(text.slice(0, MAX_TEMPLATE)),
  )
  return [...new Set(found)]
}

/** GitHub prints the label of each field of a form as a heading. */
function labelsOfForm(text: string): readonly string[] {
  const { body } = parsed(text)
  if (!Array.isArray(body)) return []
  return body.flatMap((field: { attributes?: { label?: unknown } } | null) => {
    const label = field?.attributes?.label
    return typeof label === 'string' && label.trim() !== '' ? [label.trim()] : []
  })
}

function parsed(text: string): { readonly body?: unknown } {
  try {
    return (parse(text, { maxAliasCount: 0 }) as { body?: unknown } | null) ?? {}
  } catch {
    return {}
  }
}

function headingsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const heading =
      /^ {0,3}#{1,6}\s+(.{1,200}?)\s*#*\s*$/.exec(line)?.[1] ?? /^\*\*([^*]{1,100})\*\*:?\s*$/.exec(line)?.[1]
    return heading === undefined ? [] : [heading.replace(/:$/, '').trim()]
  })
}
