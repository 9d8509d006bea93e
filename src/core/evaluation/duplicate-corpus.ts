/**
 * Parses one repository's reports and their groups of duplicates, which `eval-duplicates` uses for its measurements.
 */
import { z } from 'zod'
import type { RawIssue } from '../report/report.ts'
import { parseLines } from './corpus.ts'
import { isIssueList, type PrintedIssue, parseIssueList } from './issue-list.ts'

const reportSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  body: z.string().nullish(),
  attachments: z.array(z.object({ name: z.string(), text: z.string() })).default([]),
  created: z.string().optional(),
})

const groupSchema = z.object({
  issues: z.array(z.string()).min(2),
  /** How certain the label is; high if omitted. */
  confidence: z.string().optional(),
  strength: z.string().optional(),
})

export interface StreamReport {
  readonly id: string
  readonly issue: RawIssue
  /** Milliseconds since the epoch; 0 when the file has no date. */
  readonly createdAt: number
  /** The reporter and the state, if the file has them. */
  readonly facts: StreamFacts
}

export interface StreamFacts {
  /** Login; empty when unknown. */
  readonly author: string
  readonly open: boolean
  /** Milliseconds since the epoch; null while open, or when unknown. */
  readonly closedAt: number | null
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
}

export const UNKNOWN_FACTS: StreamFacts = { author: '', open: true, closedAt: null, closedAs: null }

export interface DuplicateGroup {
  readonly ids: readonly string[]
  /**
   * Whether the label is certain. Figures are computed only on groups with a certain label, but a link within any group
   * counts as correct.
   */
  readonly sure: boolean
}

const SURE: ReadonlySet<string> = new Set(['high', 'confirmed', 'author'])

/**
 * @param text JSON Lines, or what `gh issue list --json number,title,body,createdAt` prints
 * @throws TriageError('malformed-report') with the number of the malformed line or issue
 */
export function parseStream(text: string, name: string): readonly StreamReport[] {
  if (isIssueList(text)) return parseIssueList(text, name).map(toStreamReport)
  const hint = 'Each line is one JSON object with `id` (a text such as `"#12"`), `title`, `body` and `created`.'
  return parseLines(text, { name, schema: reportSchema, what: 'a report', hint }).map(
    ({ id, title, body, attachments, created }) => ({
      id,
      issue: { title, body: body ?? null, attachments },
      createdAt: created === undefined ? 0 : Date.parse(created) || 0,
      facts: UNKNOWN_FACTS,
    }),
  )
}

function toStreamReport({ number, title, body, createdAt = '', ...printed }: PrintedIssue): StreamReport {
  return {
    id: `#${number}`,
    issue: { title, body: body ?? null, attachments: [] },
    createdAt: Date.parse(createdAt) || 0,
    facts: toFacts(printed),
  }
}

const REASONS = ['completed', 'not_planned', 'duplicate'] as const

function toFacts({ author, state = 'OPEN', stateReason, closedAt }: Partial<PrintedIssue>): StreamFacts {
  const open = state.toUpperCase() === 'OPEN'
  return {
    author: author?.login ?? '',
    open,
    closedAt: open ? null : Date.parse(closedAt ?? '') || null,
    closedAs: open ? null : (REASONS.find((reason) => reason === stateReason?.toLowerCase()) ?? null),
  }
}

/**
 * @param known ids of the reports; other members are dropped, and so are groups with fewer than two members left
 * @throws TriageError('malformed-report') with the number of the malformed line
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
