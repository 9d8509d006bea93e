/** What a maintainer wants to know first about a repository: what is new, what waits, what grows. */

import { compareVersions } from '../diagnosis/fix.ts'
import type { Counted } from '../duplicates/cluster-summary.ts'
import { DAY_MS, FIRST_MONDAY, WEEK_MS } from '../time-units.ts'
import { type ClusterFacts, growthAt } from './cluster-facts.ts'
import type { IssueEntry } from './issue-entry.ts'

export interface Morning {
  /** Since the start of the previous day, and since Monday (UTC). */
  readonly windows: readonly MorningWindow[]
  /** Open issues whose question has no answer yet, the longest wait first. */
  readonly waiting: readonly IssueEntry[]
  /** Issues with a credential that nobody has removed, the oldest first. */
  readonly credentials: readonly IssueEntry[]
  /** Clusters with more reports in the last seven days than in the seven days before, the fastest first. */
  readonly growing: readonly Growing[]
  /** Clusters that got a report after they were fixed, the latest first. */
  readonly regressions: readonly ClusterFacts[]
  /** The versions with which clusters began, the latest first, each with the number of clusters. */
  readonly began: readonly Counted[]
  /** Issues on which the prevailing feedback rejects the bot's answer, the latest first. */
  readonly rejected: readonly IssueEntry[]
}

export interface MorningWindow {
  readonly name: 'yesterday' | 'monday'
  /** Milliseconds since the epoch. */
  readonly since: number
  readonly reports: number
  /** Reports about an authentication failure. */
  readonly auth: number
  readonly asserted: number
  readonly asked: number
  readonly silent: number
  /** The reasons for silence, most frequent first. */
  readonly reasons: readonly Counted[]
  /** Reports that the bot has only stored. */
  readonly undecided: number
  /** Clusters whose first report is in this time. */
  readonly clusters: number
}

export interface Growing {
  readonly cluster: ClusterFacts
  /** Reports in the last seven days, and in the seven days before. */
  readonly lately: number
  readonly before: number
}

export interface MorningInput {
  readonly issues: readonly IssueEntry[]
  readonly clusters: readonly ClusterFacts[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

export function summariseMorning(input: MorningInput): Morning {
  const { issues, clusters, now } = input
  return {
    windows: [summariseWindow('yesterday', yesterdayOf(now), input), summariseWindow('monday', mondayOf(now), input)],
    waiting: issues.filter(isWaiting).sort((a, b) => since(a) - since(b)),
    credentials: issues.filter(hasCredential).sort((a, b) => credentialSince(a) - credentialSince(b)),
    growing: growingAmong(clusters, now),
    regressions: clusters
      .filter(({ regression }) => regression !== null)
      .sort((a, b) => (b.regression?.at ?? 0) - (a.regression?.at ?? 0)),
    began: beginnings(clusters),
    rejected: issues
      .filter(({ rejected }) => rejected !== null)
      .sort((a, b) => (b.rejected?.at ?? 0) - (a.rejected?.at ?? 0)),
  }
}

/** Start of the day before, in UTC. */
export function yesterdayOf(now: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - DAY_MS
}

/** The last Monday at midnight UTC; today if it is a Monday. */
export function mondayOf(now: number): number {
  return FIRST_MONDAY + Math.floor((now - FIRST_MONDAY) / WEEK_MS) * WEEK_MS
}

/** Whether the bot asked a question on this open issue and waits for the answer. */
export function isWaiting({ open, decided }: IssueEntry): boolean {
  return open && decided?.decision === 'ask' && decided.question !== null
}

export function hasCredential({ decided }: IssueEntry): boolean {
  return decided !== null && decided.credentialSince !== null
}

function beginnings(clusters: readonly ClusterFacts[]): readonly Counted[] {
  const versions = clusters.flatMap(({ began }) => began ?? [])
  return [...Map.groupBy(versions, (it) => it)]
    .map(([value, its]) => ({ value, count: its.length }))
    .sort((a, b) => compareVersions(b.value, a.value))
}

/** @returns growth by the last seven days; only clusters that grow */
function growingAmong(clusters: readonly ClusterFacts[], now: number): readonly Growing[] {
  return clusters
    .map((cluster) => ({ cluster, ...growthAt(cluster.times, now) }))
    .filter(({ lately, before }) => lately > before)
    .sort((a, b) => b.lately - b.before - (a.lately - a.before) || b.cluster.times.length - a.cluster.times.length)
}

function since({ decided }: IssueEntry): number {
  return decided?.since ?? 0
}

function credentialSince({ decided }: IssueEntry): number {
  return decided?.credentialSince ?? 0
}

function summariseWindow(
  name: MorningWindow['name'],
  start: number,
  { issues, clusters }: MorningInput,
): MorningWindow {
  const inside = issues.filter(({ createdAt }) => createdAt >= start)
  const decidedAs = (decision: string) => inside.filter(({ decided }) => decided?.decision === decision)
  const silent = decidedAs('silent')
  const reasons = Map.groupBy(silent, ({ decided }) => decided?.reason ?? '')
  return {
    name,
    since: start,
    reports: inside.length,
    auth: inside.filter(({ isAuth }) => isAuth).length,
    asserted: decidedAs('assert').length,
    asked: decidedAs('ask').length,
    silent: silent.length,
    reasons: [...reasons]
      .map(([value, its]) => ({ value, count: its.length }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    undecided: inside.filter(({ decided }) => decided === null).length,
    clusters: clusters.filter(({ summary }) => summary.firstSeen >= start).length,
  }
}
