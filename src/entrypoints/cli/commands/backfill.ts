/** `backfill`: reads the issues that a repository has already into the store, so that new ones find them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Command, InvalidArgumentError } from 'commander'
import type { ReadingGitHub } from '../../../adapters/github/reading-github.ts'
import { classifyRefusal } from '../../../adapters/github/refusal.ts'
import type { Store } from '../../../adapters/store/store.ts'
import type { Analysis } from '../../../app/analysis/analysis.ts'
import { createInProcessAnalysis } from '../../../app/analysis/in-process.ts'
import { backfillStep } from '../../../app/backfill/backfill.ts'
import type { BackfillLimits, BackfillProgress } from '../../../app/backfill/progress.ts'
import { createIndexCache } from '../../../app/matching/index-keeper.ts'
import { TriageError } from '../../../core/errors.ts'
import type { KnownRepository, RepositoryRef } from '../../../core/issue-ref.ts'
import { plainRules, type Rules } from '../../../core/settings/rules.ts'
import type { Io } from '../io.ts'
import { createLongProgress, type LongProgress } from '../long-progress.ts'
import { openPack } from '../pack.ts'
import { openReadingGitHub } from '../reading-github.ts'
import { dateArgument, repositoryArgument, withNewStore } from '../store-of-commands.ts'

interface Options {
  readonly since?: number
  readonly limit: number
}

/** A server of GitHub that does not answer is tried again so often; its rate limit is waited for. */
const MAX_TRIES = 5
const RETRY_AFTER_MS = 5_000

export function addBackfill(program: Command, io: Io): void {
  program
    .command('backfill')
    .description('read the issues that a repository has already, newest first; stopped, the same command goes on')
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .option('--since <date>', 'only issues that were opened since then', dateArgument)
    .option('--limit <n>', 'how many reports to read at most', countArgument, Number.MAX_SAFE_INTEGER)
    .action(async (repository: RepositoryRef, { since, limit }: Options) => {
      const pack = await openPack()
      const reading = { rules: plainRules(pack), analysis: createInProcessAnalysis(pack) }
      const github = await openReadingGitHub(repository)
      const limits = { createdSince: since ?? null, most: limit }
      await withNewStore(async (store) => {
        const { found, read } = await runBackfill({ repository, limits, io }, { github, store, ...reading })
        const kept = await store.as([found]).countReports(found)
        io.print(`${read} reports were read; ${kept} are kept of ${found.owner}/${found.repo}.`)
      })
    })
}

interface Run {
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

interface Outcome {
  readonly found: KnownRepository
  readonly read: number
}

async function runBackfill({ repository, limits, io }: Run, { github, store, ...reading }: RunDeps): Promise<Outcome> {
  const progress = createLongProgress({
    ...{ noun: 'reports', terminal: process.stderr, warn: io.warn },
    now: () => performance.now(),
  })
  try {
    const at = Date.now()
    const found = await patiently(() => github.readRepository(repository), progress)
    if (found === null) throw notThere(repository)
    // What is read belongs to the repository that has the name now.
    await store.claimRepository({ ...found, at })
    const own = store.as([found])
    const deps = { github, store: own, indexes: createIndexCache(own), ...reading, clock: Date.now }
    for (;;) {
      const came = await patiently(() => backfillStep(found, limits, deps), progress)
      if (came === 'absent') throw notThere(repository)
      progress.report(came.phase === 'list' ? came.read : came.matched, shareOf(came))
      if (came.phase === 'done') return { found, read: came.read }
    }
  } finally {
    progress.clear()
  }
}

/** Half of the way is reading, half is matching. Numbers tell how much of the list is left: they are given in order. */
function shareOf({ phase, limits, newest, oldest, read, matched }: BackfillProgress): number {
  if (phase !== 'list') return phase === 'done' ? 1 : 0.5 + 0.5 * Math.min(1, matched / Math.max(1, read))
  const listed = newest === null || oldest === null ? 0 : (newest - oldest) / newest
  return 0.5 * Math.max(listed, read / limits.most)
}

/** Waits as long as GitHub asks; a step may be repeated. */
async function patiently<T>(step: () => Promise<T>, progress: LongProgress): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await step()
    } catch (error) {
      const { kind, retryAfterMs } = classifyRefusal(error)
      const isLimit = kind === 'rate-limited'
      if (!(error instanceof TriageError) || (!isLimit && (kind !== 'unavailable' || tries >= MAX_TRIES))) throw error
      const wait = retryAfterMs ?? RETRY_AFTER_MS * tries
      const why = isLimit ? "GitHub's rate limit is used up" : 'GitHub did not answer'
      progress.say(`${why}; going on in ${Math.ceil(wait / 1000)} s. Stopped now, the same command goes on later.`)
      await sleep(wait)
    }
  }
}

function notThere({ owner, repo }: RepositoryRef): TriageError {
  return new TriageError('issue-not-found', `${owner}/${repo} does not exist, has no issues, or may not be seen.`, {
    hint: 'Check the name; for a private repository, set GITHUB_TOKEN or the credentials of the App.',
  })
}

function countArgument(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a number from 1 on.')
}
