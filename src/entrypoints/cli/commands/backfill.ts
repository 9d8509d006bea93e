/** `backfill`: reads a repository's existing issues into the store, so that new issues can be matched against them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Command, InvalidArgumentError } from 'commander'
import type { ReadingGitHub } from '../../../adapters/github/reading-github.ts'
import { classifyRefusal } from '../../../adapters/github/refusal.ts'
import type { Store } from '../../../adapters/store/store.ts'
import type { Analysis } from '../../../app/analysis/analysis.ts'
import { createInProcessAnalysis } from '../../../app/analysis/in-process.ts'
import { backfillStep } from '../../../app/backfill/backfill.ts'
import { type BackfillLimits, shareDone } from '../../../app/backfill/progress.ts'
import { clustersOf } from '../../../app/matching/clusters-of.ts'
import { createIndexCache } from '../../../app/matching/index-cache.ts'
import { TriageError } from '../../../core/errors.ts'
import type { KnownRepository, RepositoryRef } from '../../../core/issue-ref.ts'
import { plainRules } from '../../../core/settings/plain-rules.ts'
import type { Rules } from '../../../core/settings/rules.ts'
import type { Io } from '../io.ts'
import { createLongProgress, type LongProgress } from '../long-progress.ts'
import { openPack } from '../pack.ts'
import { openReadingGitHub } from '../reading-github.ts'
import { dateArgument, repositoryArgument, withNewStore } from '../store-of-commands.ts'

interface Options {
  readonly since?: number
  readonly limit?: number
}

/** Number of attempts at a step while GitHub is unavailable. */
const MAX_TRIES = 5
const RETRY_AFTER_MS = 5_000

export function addBackfill(program: Command, io: Io): void {
  program
    .command('backfill')
    .description(
      "read a repository's existing issues, newest first; to continue an interrupted run, repeat the command",
    )
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .option('--since <date>', 'only issues opened since this date', dateArgument)
    .option('--limit <n>', 'maximum number of reports to read; all by default', countArgument)
    .action(async (repository: RepositoryRef, { since, limit }: Options) => {
      const pack = await openPack()
      const reading = { rules: plainRules(pack), analysis: createInProcessAnalysis(pack) }
      const github = await openReadingGitHub(repository)
      const limits = { createdSince: since ?? null, most: limit ?? Number.MAX_SAFE_INTEGER }
      await withNewStore(async (store) => {
        const { found, read } = await runBackfill({ repository, limits, io }, { github, store, ...reading })
        const stored = await store.as([found]).countReports(found)
        io.print(`Read ${read} reports; ${stored} reports from ${found.owner}/${found.repo} are stored.`)
      })
    })
}

interface BackfillRun {
  readonly repository: RepositoryRef
  readonly limits: BackfillLimits
  readonly io: Io
}

interface RunDeps {
  readonly analysis: Analysis
  readonly github: ReadingGitHub
  readonly store: Store
  readonly rules: Rules
}

interface BackfillResult {
  readonly found: KnownRepository
  readonly read: number
}

async function runBackfill(
  { repository, limits, io }: BackfillRun,
  { github, store, ...reading }: RunDeps,
): Promise<BackfillResult> {
  const progress = createLongProgress({
    noun: 'reports',
    terminal: process.stderr,
    warn: io.warn,
    now: () => performance.now(),
  })
  try {
    const at = Date.now()
    // Nothing has been read, so a person does better to look at the network than to wait.
    const found = await withRetries(() => github.readRepository(repository), { progress, maxTries: 1 })
    if (found === null) throw notFound(repository)
    // The reports belong to the repository that currently has this name.
    await store.claimRepository({ ...found, at })
    const own = store.as([found])
    const deps = { github, store: own, indexes: createIndexCache(own), ...reading, clock: Date.now }
    for (let isFirst = true; ; isFirst = false) {
      const step = await withRetries(() => backfillStep(found, limits, deps), { progress, maxTries: MAX_TRIES })
      if (step === 'absent') throw notFound(repository)
      const done = step.phase === 'list' ? step.read : step.matched
      // An interrupted run continues where it stopped, and what it had done then says nothing about today's pace.
      if (isFirst) progress.startFrom(done, shareDone(step))
      progress.report(done, shareDone(step))
      if (step.phase !== 'done') continue
      // Questions do not write to the store, so the clusters get their numbers here.
      await clustersOf(found, own)
      return { found, read: step.read }
    }
  } finally {
    progress.clear()
  }
}

interface Retries {
  readonly progress: LongProgress
  /** Number of attempts while GitHub is unavailable. The number of waits for rate limits is not limited. */
  readonly maxTries: number
}

/** Retries a step after waiting for as long as GitHub requests. A step can be repeated safely. */
async function withRetries<T>(step: () => Promise<T>, { progress, maxTries }: Retries): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await step()
    } catch (error) {
      const { kind, retryAfterMs } = classifyRefusal(error)
      const isLimit = kind === 'rate-limited'
      if (!(error instanceof TriageError) || (!isLimit && (kind !== 'unavailable' || tries >= maxTries))) throw error
      const wait = retryAfterMs ?? RETRY_AFTER_MS * tries
      const why = isLimit ? "GitHub's rate limit is used up" : 'GitHub did not respond'
      progress.say(
        `${why}; continuing in ${Math.ceil(wait / 1000)} s. You can stop now and continue later with the same command.`,
      )
      await sleep(wait)
    }
  }
}

function notFound({ owner, repo }: RepositoryRef): TriageError {
  return new TriageError('issue-not-found', `${owner}/${repo} does not exist, has no issues, or is not accessible.`, {
    hint: 'Check the name. For a private repository, set GITHUB_TOKEN or the App credentials.',
  })
}

function countArgument(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Must be a whole number of 1 or more.')
}
