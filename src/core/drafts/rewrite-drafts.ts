/**
 * Writes kept drafts again, from the reports as they are now. Only the messages are kept, so what a reporter takes out of
 * an issue, or deletes with it, is in no draft any more.
 */
import type { Pack } from '../signatures/pack.ts'
import { fragmentsIn } from './fragments.ts'
import { type LearnedDraft, type LearnedReport, toDraftReport } from './learn.ts'
import { DEFAULT_MINING, type DraftReport } from './mine-drafts.ts'
import { writeDraft } from './write-draft.ts'

/** What is kept of a draft. */
export interface KeptDraft {
  /** In lower case. */
  readonly fragments: readonly string[]
  /** Numbers of the issues. */
  readonly reports: readonly number[]
}

export interface RewriteInput {
  readonly drafts: readonly KeptDraft[]
  /** The reports of all drafts that still exist, with ids such as `#12`. */
  readonly reports: readonly LearnedReport[]
  /** Number of other reports when the drafts were mined; no message occurs in one of them. */
  readonly others: number
}

/** @returns the drafts that enough reports by enough people still show */
export function rewriteDrafts({ drafts, reports, others }: RewriteInput, pack: Pack): readonly LearnedDraft[] {
  const byId = new Map(reports.map((it) => [it.id, toDraftReport(it)]))
  return drafts.flatMap(({ fragments, reports: numbers }): readonly LearnedDraft[] => {
    const its = numbers.flatMap((number) => byId.get(`#${number}`) ?? []).filter((it) => showsOne(it, fragments))
    const people = new Set(its.map(({ author }) => author.toLowerCase())).size
    if (its.length < DEFAULT_MINING.minReports || people < DEFAULT_MINING.minPeople) return []
    const shown = fragments.filter((fragment) => its.some((it) => showsOne(it, [fragment])))
    const draft = { fragments: shown, reports: its, people }
    const written = writeDraft(draft, pack, { found: its.length, others, falseAlarms: 0 })
    return [{ ...written, fragments: shown, reports: its.map(({ id }) => id), people, falseAlarms: 0 }]
  })
}

function showsOne({ title, lines }: DraftReport, fragments: readonly string[]): boolean {
  return [title, ...lines].some((line) => {
    const its = fragmentsIn(line)
    return fragments.some((it) => its.has(it))
  })
}
