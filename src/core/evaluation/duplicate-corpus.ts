/** Reports of one repository and the groups of them that people call the same: what `eval-duplicates` measures on. */
import { z } from 'zod'
import type { RawIssue } from '../report/report.ts'
import { parseLines } from './corpus.ts'

const reportSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  body: z.string().nullish(),
  attachments: z.array(z.object({ name: z.string(), text: z.string() })).default([]),
  created: z.string().optional(),
})

const groupSchema = z.object({
  issues: z.array(z.string()).min(2),
  /** How sure people are; left out, they are. */
  confidence: z.string().optional(),
  strength: z.string().optional(),
})

export interface StreamReport {
  readonly id: string
  readonly issue: RawIssue
  /** Milliseconds since the epoch; 0 when the file does not say. */
  readonly createdAt: number
}

export interface DuplicateGroup {
  readonly ids: readonly string[]
  /** Whether people are sure: figures are taken on these, the others only excuse a link. */
  readonly sure: boolean
}

const SURE: ReadonlySet<string> = new Set(['high', 'confirmed', 'author'])

/** @throws TriageError('malformed-report') naming the line that is wrong */
export function parseStream(text: string, name: string): readonly StreamReport[] {
  const hint = 'Each line is one JSON object with `id`, `title`, `body` and `created`.'
  return parseLines(text, { name, schema: reportSchema, what: 'a report', hint }).map(
    ({ id, title, body, attachments, created }) => ({
      id,
      issue: { title, body: body ?? null, attachments },
      createdAt: created === undefined ? 0 : Date.parse(created) || 0,
    }),
  )
}

/**
 * @param known ids of the reports; members that are not among them are left out, and groups of less than two
 * @throws TriageError('malformed-report') naming the line that is wrong
 */
export function parseGroups(text: string, name: string, known: ReadonlySet<string>): readonly DuplicateGroup[] {
  const hint = 'Each line is one JSON object with `issues`, a list of two or more ids.'
  return parseLines(text, { name, schema: groupSchema, what: 'a group of duplicates', hint })
    .map(({ issues, confidence, strength }) => ({
      ids: [...new Set(issues)].filter((id) => known.has(id)),
      sure: SURE.has(confidence ?? strength ?? 'high'),
    }))
    .filter(({ ids }) => ids.length > 1)
}
