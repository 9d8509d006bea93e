/** Reads issue forms of repositories (`.github/ISSUE_TEMPLATE/*.yml`), as far as a URL can fill them. */
import { parse } from 'yaml'
import { z } from 'zod'

export interface IssueForm {
  /** File name of the form; URLs name it in `template`. */
  readonly file: string
  readonly fields: readonly IssueFormField[]
}

export interface IssueFormField {
  readonly id: string
  readonly label: string
}

/** Characters of a form's file; GitHub's own forms are far smaller. */
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

/** Fields that a URL fills. Dropdowns only take their own options, and checkboxes are for the reporter to tick. */
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
