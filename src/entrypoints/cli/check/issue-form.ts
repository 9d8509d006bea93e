/** Reads a repository's issue forms (`.github/ISSUE_TEMPLATE/*.yml`): only the fields that a URL can fill. */
import { parse } from 'yaml'
import { z } from 'zod'

export interface IssueForm {
  /** The form's file name, which URLs pass in `template`. */
  readonly file: string
  readonly fields: readonly IssueFormField[]
}

export interface IssueFormField {
  readonly id: string
  readonly label: string
}

/** Maximum length of a form file in characters; GitHub's own forms are far smaller. */
const MAX_FORM_LENGTH = 100_000

const formSchema = z.object({
  body: z.array(
    z.looseObject({
      type: z.string(),
      id: z.string().max(100).optional(),
      attributes: z.looseObject({ label: z.string().max(300).optional() }).optional(),
    }),
  ),
})

/**
 * Field types that a URL can fill. Dropdowns accept only their own options, and checkboxes are for the reporter to
 * tick.
 */
const FILLABLE = new Set(['input', 'textarea'])

/** @returns null if the file is not an issue form */
export function readIssueForm(file: string, text: string): IssueForm | null {
  if (text.length > MAX_FORM_LENGTH) return null
  const checked = formSchema.safeParse(parseOrNull(text))
  if (!checked.success) return null
  const fields = checked.data.body.flatMap(({ type, id, attributes }) =>
    FILLABLE.has(type) && id !== undefined ? [{ id, label: attributes?.label ?? id }] : [],
  )
  return { file, fields }
}

function parseOrNull(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, logLevel: 'error' })
  } catch {
    return null
  }
}
