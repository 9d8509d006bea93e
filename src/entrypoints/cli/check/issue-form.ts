/** Issue forms as repositories keep them (`.github/ISSUE_TEMPLATE/*.yml`); only what a link can fill is read. */
import { parse } from 'yaml'
import { z } from 'zod'

export interface IssueForm {
  /** Name of its file, which a link calls `template`. */
  readonly file: string
  readonly fields: readonly IssueFormField[]
}

export interface IssueFormField {
  readonly id: string
  readonly label: string
}

/** Characters of a form's file; GitHub's own are far smaller. */
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

/** Dropdowns take only their own answers and checkboxes are the reporter's to tick, so neither is filled. */
const FILLED = new Set(['input', 'textarea'])

/** @returns null for a file that is no form */
export function readIssueForm(file: string, text: string): IssueForm | null {
  if (text.length > MAX_FORM_LENGTH) return null
  const checked = formSchema.safeParse(parseOrNull(text))
  if (!checked.success) return null
  const fields = checked.data.body.flatMap(({ type, id, attributes }) =>
    FILLED.has(type) && id !== undefined ? [{ id, label: attributes?.label ?? id }] : [],
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
