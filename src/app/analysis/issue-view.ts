/**
 * Reads an issue for its page: takes the issue as GitHub has it now and returns its diagnosis, and its redacted text
 * line by line with the evidence in its place. Nothing is stored.
 */
import { diagnose } from '../../core/diagnosis/diagnose.ts'
import type { Diagnosis, Evidence } from '../../core/diagnosis/diagnosis.ts'
import { readReport } from '../../core/report/read-report.ts'
import type { RawIssue, Segment } from '../../core/report/report.ts'
import type { Rules } from '../../core/settings/rules.ts'
import { isShownIn } from './flattened-text.ts'

export interface ViewedIssue {
  /** Redacted. */
  readonly title: string
  readonly diagnosis: Diagnosis
  readonly lines: readonly ViewedLine[]
  /** Number of lines that are left out because the text is long. */
  readonly left: number
}

export interface ViewedLine {
  /** 1-based line number in the issue's text. */
  readonly line: number
  /** Redacted, without Markdown markup. */
  readonly text: string
  readonly isLog: boolean
  /** The evidence that it shows, by signature; empty for most lines. */
  readonly shows: readonly { readonly signature: string; readonly clause: string }[]
}

/** A longer text is cut down to the lines around its evidence. */
const MAX_LINES = 160
const AROUND = 6
const MAX_WIDTH = 300
/** Evidence for a signature that ranks lower does not matter to readers. */
const MAX_RANKED = 3

export function viewIssue(issue: RawIssue, { pack, parameters, hints }: Rules): ViewedIssue {
  const report = readReport(issue, hints)
  const diagnosis = diagnose(report, pack, parameters)
  const evidence = diagnosis.ranked
    .slice(0, MAX_RANKED)
    .flatMap((candidate) => candidate.evidence.map((it) => ({ signature: candidate.signature, evidence: it })))
  const all = report.segments.filter(({ source }) => source === 'body').flatMap((segment) => linesOf(segment, evidence))
  const lines = nearEvidence(all)
  return { title: report.title, diagnosis, lines, left: all.length - lines.length }
}

function linesOf(
  { text, line: first, flattened, kind }: Segment,
  evidence: readonly { readonly signature: string; readonly evidence: Evidence }[],
): readonly ViewedLine[] {
  return text.split('\n').map((part, at) => {
    const line = flattened ? first : first + at
    const found = evidence.filter(
      ({ evidence: it }) => it.source === 'body' && it.line === line && (!flattened || isShownIn(part, it)),
    )
    const shows = found.map(({ signature, evidence: { id } }) => ({ signature, clause: id }))
    return { line, text: part.length > MAX_WIDTH ? `${part.slice(0, MAX_WIDTH)}…` : part, isLog: kind === 'log', shows }
  })
}

function nearEvidence(lines: readonly ViewedLine[]): readonly ViewedLine[] {
  if (lines.length <= MAX_LINES) return lines
  const near = new Set(
    lines.flatMap(({ shows }, at) =>
      shows.length === 0 ? [] : Array.from({ length: 2 * AROUND + 1 }, (_, offset) => at - AROUND + offset),
    ),
  )
  const kept = near.size === 0 ? lines : lines.filter((_, at) => near.has(at))
  return kept.slice(0, MAX_LINES)
}
