/** The whole way from stored reports to drafts: which reports are unexplained, what is known, and what a draft finds. */

import type { ReportDigest } from '../duplicates/digest.ts'
import { endOfLine } from '../redaction/line-bounds.ts'
import type { Segment } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import { type DraftReport, type MiningOptions, mineDrafts } from './mine-drafts.ts'
import { reportText, type WrittenDraft, writeDraft } from './write-draft.ts'

/** One report of the repository. */
export interface LearnedReport {
  readonly id: string
  readonly author: string
  readonly digest: Pick<ReportDigest, 'title' | 'lines' | 'cause' | 'topic'>
}

export interface LearnedDraft extends WrittenDraft {
  /** The messages, in lower case. */
  readonly fragments: readonly string[]
  /** Ids of the reports. */
  readonly reports: readonly string[]
  readonly people: number
  /** Reports besides these that the clause finds. */
  readonly falseAlarms: number
}

export interface Learned {
  /** Reports about authentication for which no cause was asserted. */
  readonly unexplained: number
  readonly others: number
  readonly drafts: readonly LearnedDraft[]
}

/** Above this probability, a report is about authentication although nothing was asserted. */
const MIN_TOPIC = 0.5

/** @returns drafts whose clause finds none of the other reports and no example of an existing signature */
export function learnDrafts(reports: readonly LearnedReport[], pack: Pack, options?: MiningOptions): Learned {
  const isUnexplained = ({ digest }: LearnedReport) =>
    digest.cause?.asserted !== true && (digest.topic ?? 0) >= MIN_TOPIC
  const unexplained = reports.filter(isUnexplained).map(toDraftReport)
  const others = reports.filter((it) => !isUnexplained(it)).map(toDraftReport)
  const examples = [...pack.signatures.values()].flatMap((it) => it.examples.map(({ report }) => report))
  const seen = others.map(({ title, lines }) => [title, ...lines].join('\n'))
  const known = [...seen, ...examples, ...unexplained.flatMap((it) => genericLines(it, pack))]
  const drafts = mineDrafts(unexplained, known, options).flatMap((draft): readonly LearnedDraft[] => {
    const { patterns } = writeDraft(draft, pack, { found: 0, others: 0, falseAlarms: 0 })
    const finds = (text: string) => patterns.some((it) => new RegExp(it, 'i').test(text))
    const found = draft.reports.filter((it) => finds(reportText(it))).length
    const falseAlarms = others.filter((it) => finds(reportText(it))).length
    if (falseAlarms > 0 || examples.some(finds)) return []
    const written = writeDraft(draft, pack, { found, others: others.length, falseAlarms })
    const { fragments, people } = draft
    return [{ ...written, fragments, reports: draft.reports.map(({ id }) => id), people, falseAlarms }]
  })
  return { unexplained: unexplained.length, others: others.length, drafts }
}

export function toDraftReport({ id, author, digest }: LearnedReport): DraftReport {
  const lines = digest.lines.map(({ text }) => text)
  return { id, author, title: digest.title, lines, nearest: digest.cause?.signature ?? null }
}

/** Lines that the pack lists as printed for many causes, or every time. */
function genericLines({ title, lines }: DraftReport, { scanner }: Pack): readonly string[] {
  const text = [title, ...lines].join('\n')
  const segment: Segment = { kind: 'log', source: 'body', heading: null, line: 1, flattened: false, text }
  return scanner
    .scan([segment])
    .filter(({ owned }) => owned.role === 'generic' || owned.role === 'boilerplate')
    .flatMap(({ start, end }) => text.slice(text.lastIndexOf('\n', start) + 1, endOfLine(text, end)).split('\n'))
}
