/** The pages over a made repository, for screenshots and for tests in a browser. GitHub is faked; the store is real. */
import { openStore } from '../../src/adapters/store/open.ts'
import type { Store } from '../../src/adapters/store/store.ts'
import type { StoredMatch } from '../../src/adapters/store/stored-reports.ts'
import { createInProcessAnalysis } from '../../src/app/analysis/in-process.ts'
import { createIndexCache } from '../../src/app/matching/index-cache.ts'
import { matchReport } from '../../src/app/matching/match-report.ts'
import { toStoredReport } from '../../src/app/matching/stored-report.ts'
import { digestReport } from '../../src/core/duplicates/digest.ts'
import type { FeedbackEvent } from '../../src/core/feedback/feedback-event.ts'
import type { IssueRef } from '../../src/core/issue-ref.ts'
import { wantedLabels } from '../../src/core/plan/decide.ts'
import { triageReport, UNTOUCHED } from '../../src/core/plan/triage-report.ts'
import { plainRules } from '../../src/core/settings/plain-rules.ts'
import { openPack } from '../../src/entrypoints/cli/pack.ts'
import { type RunningServer, startHttpServer } from '../../src/entrypoints/server/http-server.ts'
import type { WebGitHub } from '../../src/entrypoints/web/access/web-github.ts'
import { createWebHandler } from '../../src/entrypoints/web/node-handler.ts'
import { claimAs, seenAs } from '../support/seen-repository.ts'

export interface SampleIssue {
  readonly number: number
  readonly title: string
  readonly body: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly author?: string
  readonly closedAt?: number
  /** Replace the matches that would be found. */
  readonly matches?: readonly Omit<StoredMatch, 'number'>[]
}

export interface SampleRepository {
  readonly owner: string
  readonly repo: string
  readonly issues: readonly SampleIssue[]
  /** What people said; without an issue it is about the first assertion. */
  readonly feedbackEvents?: readonly FeedbackEvent[]
}

export interface SampleSite {
  readonly url: string
  readonly store: Store
  /** Roles by login; a test changes them while a page is open. */
  readonly roles: Map<string, 'read' | 'write' | 'admin'>
  readonly errors: unknown[]
  stop(): Promise<void>
}

/** Fills an in-memory store as the bot does, and serves the pages. Whoever signs in is `maintainer`. */
export async function startSampleSite(repositories: readonly SampleRepository[], now: number): Promise<SampleSite> {
  const pack = await openPack()
  const { store } = await openStore({ path: ':memory:' })
  const indexes = createIndexCache(store)
  const texts = new Map<string, SampleIssue>()
  for (const { owner, repo, issues, feedbackEvents = [] } of repositories) {
    await claimAs(store, owner, repo)
    for (const issue of issues) {
      const ref = { owner, repo, number: issue.number }
      texts.set(keyOf(ref), issue)
      await triageAndStore(ref, issue, { store, indexes, pack })
    }
    for (const event of feedbackEvents) await store.recordFeedback(event)
  }
  const roles: SampleSite['roles'] = new Map([['maintainer', 'admin']])
  const errors: unknown[] = []
  const clock = () => now
  const known = new Set(repositories.map(({ owner, repo }) => `${owner}/${repo}`.toLowerCase()))
  const signIn = { github: fakeWebGitHub(), secret: 'hush', clock, callbackUrl: '' }
  const deps = {
    site: 'https://github.com',
    pack,
    analysis: createInProcessAnalysis(pack),
    deadSignatures: () => new Set<string>(),
    clock,
    version: '1.2.3',
    publicHosts: [],
    pagesPerMinute: 1_000_000,
    triesPerMinute: 1_000_000,
    callsPerMinute: 1_000_000,
    signIn,
    onBroken: (error: unknown) => void errors.push(error),
    repositories: {
      access: {
        readable: async (owner: string, repo: string) =>
          known.has(`${owner}/${repo}`.toLowerCase()) ? { ...seenAs(owner, repo), at: 1 } : null,
      },
      store,
      indexes,
      github: {
        readIssue: async (ref: IssueRef) => {
          const found = texts.get(keyOf(ref))
          return found === undefined ? null : { title: found.title, body: found.body, attachments: [] }
        },
        readReleases: async () => [],
        roleOf: async (_: IssueRef, login: string) => roles.get(login) ?? ('read' as const),
      },
    },
  }
  const server: RunningServer = await startHttpServer({
    host: 'localhost',
    port: 0,
    webhookPath: '/hook',
    webhooks: async () => false,
    onBroken: deps.onBroken,
    pages: createWebHandler(deps, 0),
  })
  signIn.github.url = server.url
  return {
    url: server.url,
    store,
    roles,
    errors,
    async stop() {
      await server.stop()
      await store.close()
    },
  }
}

function keyOf({ owner, repo, number }: IssueRef): string {
  return `${owner}/${repo}#${number}`.toLowerCase()
}

interface Filling {
  readonly store: Store
  readonly indexes: ReturnType<typeof createIndexCache>
  readonly pack: Awaited<ReturnType<typeof openPack>>
}

/** Stores, matches and decides as the pipeline does, a few seconds after the issue was opened. */
async function triageAndStore(ref: IssueRef, issue: SampleIssue, { store, indexes, pack }: Filling): Promise<void> {
  const triage = triageReport({ title: issue.title, body: issue.body, attachments: [] }, UNTOUCHED, plainRules(pack))
  const { report, diagnosis, plan } = triage
  const { createdAt, closedAt = null, author = `reporter-${issue.number % 97}` } = issue
  const closed = { open: closedAt === null, closedAt, closedAs: closedAt === null ? null : ('completed' as const) }
  const facts = { ...closed, author, createdAt, updatedAt: createdAt, reactions: 0 }
  await matchReport(ref, toStoredReport(ref.number, facts, digestReport(report, diagnosis)), { store, indexes })
  if (issue.matches !== undefined) await store.keepMatches(ref, issue.matches)
  const labels = wantedLabels({ report, diagnosis, pack }).map(({ name }) => `label added: ${name}`)
  await store.recordDecision({
    ref,
    delivery: null,
    decision: diagnosis.decision,
    reason: diagnosis.reason,
    signature: diagnosis.signature,
    confidence: diagnosis.confidence,
    evidence: diagnosis.ranked[0]?.evidence.map(({ id }) => id) ?? [],
    ...(diagnosis.question !== null && { question: diagnosis.question }),
    pack: pack.fingerprint,
    acts: [...labels, ...(plan.comment.kind === 'create' ? ['comment created'] : [])],
    at: createdAt + 5_000,
  })
}

/** Authorizes everybody at once as the account `maintainer`. */
function fakeWebGitHub(): WebGitHub & { url: string } {
  const it = {
    url: '',
    get authorizeUrl() {
      // The query that the bot appends contains the state.
      return `${it.url}/login/callback?code=any&rest=`
    },
    clientId: 'client',
    exchangeCode: async () => ({ token: 'token-of-maintainer', login: 'maintainer' }),
    currentLogin: async () => 'maintainer',
    findRepository: async () => null,
    readableId: async () => null,
  }
  return it
}
