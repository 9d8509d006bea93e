import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import { createIndexCache } from '../../../src/app/matching/index-cache.ts'
import { matchReport } from '../../../src/app/matching/match-report.ts'
import { toStoredReport } from '../../../src/app/matching/stored-report.ts'
import { digestReport } from '../../../src/core/duplicates/digest.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { triageReport, UNTOUCHED } from '../../../src/core/plan/triage-report.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { claimAs } from '../../support/seen-repository.ts'

const pack = await openPack()

export const LOG_LINE = '[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'
export const BODY = `The connectors show no tools in Cowork, version 1.2.3.\n\n\`\`\`\n${LOG_LINE}\n\`\`\`\n`

const DAY_MS = 24 * 60 * 60 * 1000
const START = Date.UTC(2026, 4, 1)

export interface FiledReport {
  readonly ref: IssueRef
  readonly title?: string
  readonly body?: string
}

/**
 * Fills a store with reports that are stored and matched the way the bot does it, one report per day.
 * @param opened a new in-memory store if omitted
 */
export async function openKeptReports(reports: readonly FiledReport[] = [], opened?: Pick<OpenedStore, 'store'>) {
  const { store } = opened ?? (await openStore({ path: ':memory:' }))
  const indexes = createIndexCache(store)
  for (const { ref } of reports) await claimAs(store, ref.owner, ref.repo)
  for (const [at, { ref, title = `No tools in Cowork ${ref.number}`, body = BODY }] of reports.entries()) {
    const { report, diagnosis } = triageReport({ title, body, attachments: [] }, UNTOUCHED, plainRules(pack))
    const createdAt = START + at * DAY_MS
    const closed = { open: true, closedAt: null, closedAs: null }
    const facts = { ...closed, author: `reporter-${at}`, createdAt, updatedAt: createdAt, reactions: 0 }
    const stored = toStoredReport(ref.number, facts, digestReport(report, diagnosis))
    await matchReport(ref, stored, { store, indexes })
  }
  return { store, indexes, now: START + reports.length * DAY_MS }
}

export function numbered(repo: string, numbers: readonly number[]): readonly FiledReport[] {
  return numbers.map((number) => ({ ref: { owner: 'acme', repo, number } }))
}
