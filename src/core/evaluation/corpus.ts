/** Parses the labelled reports, in JSON Lines, that `eval` measures a pack on. */
import { z } from 'zod'
import { AUTH_OTHER, NOT_AUTH } from '../diagnosis/confidence.ts'
import { TriageError } from '../errors.ts'
import type { RawIssue } from '../report/report.ts'

const lineSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  body: z.string().nullish(),
  attachments: z.array(z.object({ name: z.string(), text: z.string() })).default([]),
  expected: z.string(),
  also: z.array(z.string()).default([]),
})

/** One report with the answer that a person gave. */
export interface LabelledReport {
  readonly id: string
  readonly issue: RawIssue
  /** A signature id, `auth-other` or `not-auth`. */
  readonly expected: string
  /** Other answers that are also correct, if the report is ambiguous. */
  readonly also: readonly string[]
}

/**
 * @param text JSON Lines
 * @param name the file's name, for messages
 * @throws TriageError('malformed-report') with the number of the malformed line
 */
export function parseCorpus(text: string, name: string): readonly LabelledReport[] {
  const hint = 'Each line is one JSON object with `id`, `title`, `body` and `expected`.'
  return parseLines(text, { name, schema: lineSchema, what: 'a labelled report', hint }).map(
    ({ id, title, body, attachments, expected, also }) => {
      return { id, issue: { title, body: body ?? null, attachments }, expected, also }
    },
  )
}

/** The format of a JSON Lines file, and the message for a malformed line. */
export interface LineFormat<T> {
  /** The file's name, for messages. */
  readonly name: string
  readonly schema: z.ZodType<T>
  readonly what: string
  readonly hint: string
}

/**
 * Parses every line and skips empty lines.
 * @throws TriageError('malformed-report') with the number of the malformed line
 */
export function parseLines<T>(text: string, { name, schema, what, hint }: LineFormat<T>): readonly T[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    try {
      return [schema.parse(JSON.parse(line))]
    } catch (cause) {
      throw new TriageError('malformed-report', `${name}:${at + 1} is not ${what}.`, { hint, cause })
    }
  })
}

/** Whether the expected answer is a signature. */
export function hasSignature({ expected }: LabelledReport): boolean {
  return expected !== AUTH_OTHER && expected !== NOT_AUTH
}
