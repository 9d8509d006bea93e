/**
 * Rehearses the bot on issues of the past: diagnoses each as it would have been when it was opened, and compares the
 * answer with what the thread's end and the labels say. Pure; writes nothing and has no opinion about the settings.
 */
import { renderComment } from '../comments/triage-comment.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { cleanAndRedactLine } from '../report/clean-and-redact.ts'
import { readReport } from '../report/read-report.ts'
import type { Report } from '../report/report.ts'
import type { Rules } from '../settings/rules.ts'
import { isAuthLabel, isOtherArea } from './existing-labels.ts'
import type { PastIssue } from './past-issue.ts'
import { readThreadEnd, type ThreadEnd } from './thread-end.ts'

/** What the end of a thread says about the asserted cause. `unread`: its comments were not read. */
export type Verdict = 'agrees' | 'differs' | 'says-nothing' | 'unread'

/** What the labels that people set say about the topic. */
export type LabelVerdict = 'auth' | 'other' | 'nothing'

export interface RehearsedIssue {
  readonly issue: PastIssue
  /** Redacted. */
  readonly title: string
  readonly report: Report
  readonly diagnosis: Diagnosis
  /** Null if the comments were not read. */
  readonly end: ThreadEnd | null
  readonly verdict: Verdict
  readonly labels: LabelVerdict
  /** Words in the title and the prose; logs are not counted. */
  readonly words: number
  /** Words in the comment that the bot would have written, without those that are folded. */
  readonly commentWords: number
}

/** @param rules the rules to rehearse with */
export function rehearseIssue(issue: PastIssue, rules: Rules): RehearsedIssue {
  const report = readReport({ title: issue.title, body: issue.body, attachments: [] }, rules.hints)
  const diagnosis = diagnose(report, rules.pack, rules.parameters)
  const end = readThreadEnd(issue, rules)
  const comment = renderComment({ report, diagnosis, pack: rules.pack, settings: rules.settings })
  return {
    issue,
    title: cleanAndRedactLine(issue.title).text,
    report,
    diagnosis,
    end,
    verdict: verdictOf(diagnosis, end, rules),
    labels: labelsSay(issue.labels),
    words: [report.title, ...report.segments.filter(({ kind }) => kind === 'prose').map(({ text }) => text)]
      .map(countWords)
      .reduce((sum, words) => sum + words, 0),
    commentWords: countWords((comment ?? '').replace(NOT_READ, '')),
  }
}

function verdictOf({ signature }: Diagnosis, end: ThreadEnd | null, { pack }: Rules): Verdict {
  if (end === null) return 'unread'
  if (end.cause === null || signature === null) return 'says-nothing'
  const broader = (id: string) => pack.signatures.get(id)?.broader
  const isSame = end.cause === signature || broader(end.cause) === signature || broader(signature) === end.cause
  return isSame ? 'agrees' : 'differs'
}

function labelsSay(labels: readonly string[]): LabelVerdict {
  if (labels.some(isAuthLabel)) return 'auth'
  return labels.some(isOtherArea) ? 'other' : 'nothing'
}

/** The parts of a comment that nobody has to read: hidden marks, folded sections and the targets of links. */
const NOT_READ = /<!--[\s\S]*?-->|<details>[\s\S]*?<\/details>|\]\([^)\s]*\)/g

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

export interface Rehearsal {
  readonly issues: readonly RehearsedIssue[]
  readonly asserted: readonly RehearsedIssue[]
  readonly asked: readonly RehearsedIssue[]
  readonly silent: readonly RehearsedIssue[]
  /** Asserted, and the thread's end names another cause, or the labels name another part of the product. */
  readonly wrong: readonly RehearsedIssue[]
  /** Silent, although people set a label for authentication. */
  readonly missed: readonly RehearsedIssue[]
  /** Minutes of reading that the asserted answers would have saved. */
  readonly minutesSaved: number
}

/**
 * Silent reading of non-fiction in English: M. Brysbaert, "How many words do we read per minute?", Journal of Memory and
 * Language 109, 2019.
 */
export const WORDS_PER_MINUTE = 238

/** @returns the issues by decision, the asserted ones most confident first */
export function summariseRehearsal(issues: readonly RehearsedIssue[]): Rehearsal {
  const having = (decision: Diagnosis['decision']) => issues.filter((it) => it.diagnosis.decision === decision)
  const asserted = having('assert').toSorted((a, b) => b.diagnosis.confidence - a.diagnosis.confidence)
  // Labels say something only where people use them for authentication.
  const usesAuthLabels = issues.some(({ labels }) => labels === 'auth')
  return {
    issues,
    asserted,
    asked: having('ask'),
    silent: having('silent'),
    wrong: asserted.filter(
      ({ verdict, labels }) => verdict === 'differs' || (usesAuthLabels && labels === 'other' && verdict !== 'agrees'),
    ),
    missed: having('silent').filter(({ labels }) => labels === 'auth'),
    minutesSaved: asserted.reduce((sum, it) => sum + minutesSavedBy(it), 0),
  }
}

/** Number of answers at each end of the ranking that the page shows beside the end of their threads. */
const SHOWN_AT_EACH_END = 10

/** @param asserted most confident first */
export function endsOfRanking<T>(asserted: readonly T[]): {
  readonly surest: readonly T[]
  readonly leastSure: readonly T[]
} {
  return {
    surest: asserted.slice(0, SHOWN_AT_EACH_END),
    leastSure: asserted.slice(SHOWN_AT_EACH_END).slice(-SHOWN_AT_EACH_END).reverse(),
  }
}

/**
 * The issues whose threads are worth reading, in the order in which to read them if not all can be read: the answers at
 * both ends of the ranking, the other named causes, the questions.
 */
export function threadsToRead({ asserted, asked }: Rehearsal): readonly RehearsedIssue[] {
  const { surest, leastSure } = endsOfRanking(asserted)
  return [...new Set([...surest, ...leastSure, ...asserted, ...asked])]
}

/** The report's prose need not be read, but the comment must be. */
function minutesSavedBy({ words, commentWords }: RehearsedIssue): number {
  return Math.max(0, words - commentWords) / WORDS_PER_MINUTE
}
