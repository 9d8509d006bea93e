/**
 * Measures how well duplicates are found: every report in a group with a certain label is a query for the others.
 * Figures are averaged first over the reports in a group and then over the groups, so that a large group counts no more
 * than a small one.
 */
import { diagnose } from '../diagnosis/diagnose.ts'
import { buildIndex } from '../duplicates/build-index.ts'
import { digestReport, type IndexedReport } from '../duplicates/digest.ts'
import { findMatches, type Match, type Search } from '../duplicates/find-matches.ts'
import { readReport } from '../report/read-report.ts'
import type { Pack } from '../signatures/pack.ts'
import type { DuplicateGroup, StreamReport } from './duplicate-corpus.ts'
import { mean, percentile } from './statistics.ts'

export interface DuplicateFigures {
  readonly queries: number
  readonly groups: number
  /**
   * Share of a report's duplicates found among the first k, relative to the maximum that k places can contain: found /
   * min(k, duplicates).
   */
  readonly recall: Readonly<Record<'1' | '3' | '10', number>>
  /** Mean reciprocal rank of the first duplicate. */
  readonly mrr: number
  /** Links that would be posted on the query reports. */
  readonly links: LinkFigures
  /**
   * Links that would be posted on reports outside all groups. The groups are incomplete, so some of these links are
   * correct.
   */
  readonly elsewhere: { readonly reports: number; readonly posted: number }
  readonly msPerQuery: { readonly p50: number; readonly p99: number }
}

export interface LinkFigures {
  readonly posted: number
  readonly right: number
  /** Share of the posted links that are correct; 1 when none are posted. */
  readonly precision: number
  /** Share of reports with at least one correct link. */
  readonly coverage: number
}

/** Maximum number of links posted on one report. */
const MAX_LINKS = 3

/** Maximum number of matches kept per query. */
const DEPTH = 50

/** One report with its matches. */
export interface QueryResult {
  readonly id: string
  readonly matches: readonly { readonly id: string; readonly match: Match }[]
  readonly ms: number
}

/**
 * @param stream reports, oldest first
 * @returns reports for an index, numbered from 1 in the given order
 */
export function toIndexedReports(stream: readonly StreamReport[], pack: Pack): readonly IndexedReport[] {
  return stream.map(({ issue, createdAt }, at) => {
    const report = readReport(issue)
    const digest = digestReport(report, diagnose(report, pack))
    return { ...UNTOUCHED, number: at + 1, digest, createdAt }
  })
}

const UNTOUCHED = { author: '', open: true, closedAt: null, closedAs: null, reactions: 0 } as const

/** Uses every report as a query for all the others. */
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
  const queries = sure.map(({ ids }) => ids.map((id) => countRightLinks(byId.get(id) as QueryResult, groups)))
  const scored = queries.flat()
  const grouped = new Set(groups.flatMap(({ ids }) => ids))
  const others = answers.filter(({ id }) => !grouped.has(id))
  const posted = sum(scored.map((it) => it.posted))
  const right = sum(scored.map((it) => it.right))
  const ms = answers.map((it) => it.ms)
  return {
    queries: scored.length,
    groups: sure.length,
    ...measureRanking((id) => (byId.get(id) as QueryResult).matches.map((it) => it.id), groups),
    links: {
      posted,
      right,
      precision: posted === 0 ? 1 : right / posted,
      coverage: mean(queries.map((group) => mean(group.map((it) => (it.right > 0 ? 1 : 0))))),
    },
    elsewhere: { reports: others.length, posted: sum(others.map((answer) => linksOf(answer).length)) },
    msPerQuery: { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) },
  }
}

/**
 * Returns the ids that would be linked. If ids name a repository (`owner/repo#1`), only reports in the same repository
 * are linked.
 */
export function linksOf(answer: QueryResult): readonly string[] {
  return answer.matches
    .filter(({ id, match }) => match.accepted && repositoryOf(id) === repositoryOf(answer.id))
    .slice(0, MAX_LINKS)
    .map(({ id }) => id)
}

function repositoryOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('#')))
}

function countRightLinks(answer: QueryResult, groups: readonly DuplicateGroup[]) {
  const links = linksOf(answer)
  return { posted: links.length, right: links.filter((id) => areGrouped(id, answer.id, groups)).length }
}

/**
 * Computes `recall` and `mrr` for any ranking method.
 * @param rank returns the ids of other reports, most similar first
 */
export function measureRanking(
  rank: (id: string) => readonly string[],
  groups: readonly DuplicateGroup[],
): Pick<DuplicateFigures, 'recall' | 'mrr'> {
  const queries = groups.filter(({ sure }) => sure).map(({ ids }) => ids.map((id) => scoreRanking(rank(id), id, ids)))
  const over = (value: (it: RankingScore) => number) => mean(queries.map((group) => mean(group.map(value))))
  return {
    recall: {
      '1': over(({ found }) => found(1)),
      '3': over(({ found }) => found(3)),
      '10': over(({ found }) => found(10)),
    },
    mrr: over(({ reciprocalRank }) => reciprocalRank),
  }
}

interface RankingScore {
  readonly found: (most: number) => number
  readonly reciprocalRank: number
}

function scoreRanking(ranked: readonly string[], id: string, ids: readonly string[]): RankingScore {
  const wanted = new Set(ids.filter((other) => other !== id))
  const first = ranked.findIndex((other) => wanted.has(other))
  return {
    found: (most) => ranked.slice(0, most).filter((other) => wanted.has(other)).length / Math.min(most, wanted.size),
    reciprocalRank: first === -1 ? 0 : 1 / (first + 1),
  }
}

/**
 * Whether two reports are duplicates according to any group, even one with an uncertain label, so that a link between
 * them is not a mistake. Groups that share a report count as one, because being a duplicate is transitive.
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
