/** Labelled reports, one JSON document a line: what `eval` measures a pack on. */
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

/** One report with the answer that a careful person gave. */
export interface LabelledReport {
  readonly id: string
  readonly issue: RawIssue
  /** A signature id, `auth-other` or `not-auth`. */
  readonly expected: string
  /** Labels that would be right too, where the report is ambiguous. */
  readonly also: readonly string[]
}

/**
 * @param text JSON lines
 * @param name of the file, for messages
 * @throws TriageError('malformed-report') naming the line that is wrong
 */
export function parseCorpus(text: string, name: string): readonly LabelledReport[] {
  return text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, `${name}:${at + 1}`)]))
}

function parseLine(line: string, place: string): LabelledReport {
  try {
    const { id, title, body, attachments, expected, also } = lineSchema.parse(JSON.parse(line))
    return { id, issue: { title, body: body ?? null, attachments }, expected, also }
  } catch (cause) {
    throw new TriageError('malformed-report', `${place} is not a labelled report.`, {
      hint: 'Each line is one JSON object with `id`, `title`, `body` and `expected`.',
      cause,
    })
  }
}

/** True when the report has a signature as its answer. */
export function hasSignature({ expected }: LabelledReport): boolean {
  return expected !== AUTH_OTHER && expected !== NOT_AUTH
}
