/**
 * How well duplicates are found: every report of a sure group asks for the others. Figures are averaged over the
 * reports of a group first and over the groups then, so that a large group counts no more than a small one.
 */
import { diagnose } from '../diagnosis/diagnose.ts'
import { buildIndex } from '../duplicates/build-index.ts'
import { digestReport, type IndexedReport } from '../duplicates/digest.ts'
import { findMatches, type Match, type Search } from '../duplicates/find-matches.ts'
import { readReport } from '../report/read-report.ts'
import type { Pack } from '../signatures/pack.ts'
import type { DuplicateGroup, StreamReport } from './duplicate-corpus.ts'
import { percentile } from './evaluate.ts'

export interface DuplicateFigures {
  readonly queries: number
  readonly groups: number
  /**
   * Share of a report's duplicates among the first k, of those that k places can hold:
   * found / min(k, duplicates).
   */
  readonly recall: Readonly<Record<'1' | '3' | '10', number>>
  /** One by the rank of the first duplicate. */
  readonly mrr: number
  /** What would be posted on the queries. `precision` is of all posted, `coverage` the share of reports that get a right one. */
  readonly links: LinkFigures
  /** Links that would be posted on reports of no group; the groups are not complete, so some of these are right. */
  readonly elsewhere: { readonly reports: number; readonly posted: number }
  readonly msPerQuery: { readonly p50: number; readonly p99: number }
}

export interface LinkFigures {
  readonly posted: number
  readonly right: number
  readonly precision: number
  readonly coverage: number
}

/** At most so many links are posted on one report. */
const MAX_LINKS = 3

const DEPTH = 50

/** One report with what was found for it. */
export interface QueryResult {
  readonly id: string
  readonly matches: readonly { readonly id: string; readonly match: Match }[]
  readonly ms: number
}

/** @returns reports as an index takes them; their numbers are their places in the list, oldest first */
export function toIndexedReports(stream: readonly StreamReport[], pack: Pack): readonly IndexedReport[] {
  return stream.map(({ issue, createdAt }, at) => {
    const report = readReport(issue)
    const digest = digestReport(report, diagnose(report, pack))
    return { ...UNTOUCHED, number: at + 1, digest, createdAt }
  })
}

const UNTOUCHED = { author: '', open: true, closedAt: null, closedAs: null, reactions: 0 } as const

/** Every report asks for all the others. */
export function answerAll(
  stream: readonly StreamReport[],
  reports: readonly IndexedReport[],
  { clock, search }: { readonly clock: () => number; readonly search?: Search },
): readonly QueryResult[] {
  const index = buildIndex(reports)
  return reports.map((report, at) => {
    const start = clock()
    const matches = findMatches(index, report, { ...search, most: DEPTH })
    const ms = clock() - start
    const named = matches.map((match) => ({ id: (stream[match.number - 1] as StreamReport).id, match }))
    return { id: (stream[at] as StreamReport).id, matches: named, ms }
  })
}

export function measureDuplicates(
  answers: readonly QueryResult[],
  groups: readonly DuplicateGroup[],
): DuplicateFigures {
  const sure = groups.filter((group) => group.sure)
  const byId = new Map(answers.map((answer) => [answer.id, answer]))
  const asked = sure.map(({ ids }) => ids.map((id) => judgeLinks(byId.get(id) as QueryResult, groups)))
  const judged = asked.flat()
  const grouped = new Set(groups.flatMap(({ ids }) => ids))
  const others = answers.filter(({ id }) => !grouped.has(id))
  const posted = sum(judged.map((it) => it.posted))
  const right = sum(judged.map((it) => it.right))
  const ms = answers.map((it) => it.ms)
  return {
    queries: judged.length,
    groups: sure.length,
    ...measureRanking((id) => (byId.get(id) as QueryResult).matches.map((it) => it.id), groups),
    links: {
      posted,
      right,
      precision: posted === 0 ? 1 : right / posted,
      coverage: mean(asked.map((group) => mean(group.map((it) => (it.right > 0 ? 1 : 0))))),
    },
    elsewhere: { reports: others.length, posted: sum(others.map((answer) => linksOf(answer).length)) },
    msPerQuery: { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) },
  }
}

/** Ids that would be posted: only reports of the same repository are linked, where the ids name one (`owner/repo#1`). */
function linksOf(answer: QueryResult): readonly string[] {
  return answer.matches
    .filter(({ id, match }) => match.accepted && repositoryOf(id) === repositoryOf(answer.id))
    .slice(0, MAX_LINKS)
    .map(({ id }) => id)
}

function repositoryOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('#')))
}

function judgeLinks(answer: QueryResult, groups: readonly DuplicateGroup[]) {
  const links = linksOf(answer)
  return { posted: links.length, right: links.filter((id) => areGrouped(id, answer.id, groups)).length }
}

/**
 * How well any method ranks: what `recall` and `mrr` of the figures are.
 * @param rank ids of other reports, most similar first
 */
export function measureRanking(
  rank: (id: string) => readonly string[],
  groups: readonly DuplicateGroup[],
): Pick<DuplicateFigures, 'recall' | 'mrr'> {
  const asked = groups.filter(({ sure }) => sure).map(({ ids }) => ids.map((id) => judgeRanking(rank(id), id, ids)))
  const over = (value: (it: JudgedRanking) => number) => mean(asked.map((group) => mean(group.map(value))))
  return {
    recall: {
      '1': over(({ found }) => found(1)),
      '3': over(({ found }) => found(3)),
      '10': over(({ found }) => found(10)),
    },
    mrr: over(({ reciprocalRank }) => reciprocalRank),
  }
}

interface JudgedRanking {
  readonly found: (most: number) => number
  readonly reciprocalRank: number
}

function judgeRanking(ranked: readonly string[], id: string, ids: readonly string[]): JudgedRanking {
  const wanted = new Set(ids.filter((other) => other !== id))
  const first = ranked.findIndex((other) => wanted.has(other))
  return {
    found: (most) => ranked.slice(0, most).filter((other) => wanted.has(other)).length / Math.min(most, wanted.size),
    reciprocalRank: first === -1 ? 0 : 1 / (first + 1),
  }
}

/**
 * Whether people call two reports the same, sure or not: a link between them is no mistake. Being the same is
 * transitive: groups that share a report are one.
 */
export function areGrouped(a: string, b: string, groups: readonly DuplicateGroup[]): boolean {
  const reached = new Set([a])
  for (let grown = true; grown; ) {
    const { size } = reached
    for (const { ids } of groups) if (ids.some((id) => reached.has(id))) for (const id of ids) reached.add(id)
    grown = reached.size > size
  }
  return reached.has(b)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}
