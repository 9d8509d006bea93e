/**
 * Door 5: one event of a workflow comes in, what it asks for is done as in the bot, with the workflow's own token, and a
 * summary goes out. There is no server and no queue: GitHub keeps the event, and a run can be repeated. Nothing of the
 * repository is checked out, and nothing that people wrote reaches a shell.
 */
import { appendFile, readFile } from 'node:fs/promises'
import type { ActionSettings } from '../../adapters/config/action-environment.ts'
import type { FetchLogs } from '../../adapters/github/collect-issue.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import { readOnly } from '../../adapters/github/read-only.ts'
import { siteOf } from '../../adapters/github/site.ts'
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import { compileWith } from '../../app/analysis/compile-rules.ts'
import type { EventDeps } from '../../app/events/event-deps.ts'
import { firstBackfillPage } from '../../app/events/handlers/backfill.ts'
import { locateRepository } from '../../app/events/locate-repository.ts'
import { processDelivery } from '../../app/events/process-delivery.ts'
import { createIndexCache } from '../../app/matching/index-keeper.ts'
import { createRulesCache, type RulesCache } from '../../app/settings-loader/rules-keeper.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { asWarning } from './commands.ts'
import { type ActionRequest, INSTALLATION, readEvent } from './event.ts'
import { openMemory, recall } from './memory.ts'
import { type RunResult, renderActionSummary } from './summary.ts'

/** What a run may touch of the outside. */
interface Outside {
  /** Takes a line for the job's log. */
  readonly print: (line: string) => void
  /** Called once the event asks for something: most of a run's own time goes into it. */
  readonly openPack: () => Promise<Pack>
  /** Reads what strangers wrote. */
  readonly analysis: Analysis
  readonly github: GitHub
  readonly reader: IssueReader
  /** Reads attached logs; nothing is read when left out. */
  readonly fetchLogs?: FetchLogs
}

/** So many older issues are read when nothing is remembered: five calls of the thousand that a workflow has an hour. */
const MAX_OLDER_ISSUES = 500

/** One event asks for itself, a dozen steps of reading older issues, and another report's comment. */
const MAX_DELIVERIES = 50

/**
 * @throws TriageError when GitHub refuses a call; the run may be repeated
 */
export async function runAction(settings: ActionSettings, outside: Outside): Promise<void> {
  const { print } = outside
  const { eventName: name, eventPath, runId, statePath, summaryPath } = settings
  const payload = JSON.parse(await readFile(eventPath, 'utf8'))
  const asked = await readEvent({ name, payload, runId, at: Date.now() }, outside.analysis)
  if (asked === null) return print('Nothing to do on this event.')
  const store = await openMemory(statePath, (text) => print(asWarning(text)))
  try {
    const repository = await locateRepository(asked.repository, { ...outside, store, clock: Date.now })
    if (typeof repository === 'string')
      return print('Nothing to do: the repository is not there under its name any more.')
    const { dryRun, said } = await answer(asked, settings, { ...outside, store: store.as([repository]) })
    if (said === undefined) return print('Heard; nothing has to be said.')
    if (summaryPath !== null) await appendFile(summaryPath, renderActionSummary({ ref: asked.ref, dryRun, said }))
    print(
      typeof said === 'string'
        ? `Left alone: ${said}.`
        : `Decision: ${said.diagnosis.decision} (${said.diagnosis.reason}).`,
    )
  } finally {
    await store.close()
  }
}

interface Sources extends Outside {
  readonly store: Store
}

interface Answered {
  readonly dryRun: boolean
  /** Undefined where the event changed nothing. */
  readonly said: RunResult | undefined
}

async function answer(asked: ActionRequest, settings: ActionSettings, outside: Sources): Promise<Answered> {
  const { ref, delivery } = asked
  const { analysis } = outside
  const pack = await outside.openPack()
  const rules = await rulesOf(ref, settings, outside)
  const sources = rules.dryRun ? { ...outside, github: readOnly(outside.github) } : outside
  const { github, store } = sources
  await recall(asked, { github, store, rules: rules.cache, analysis, clock: Date.now })
  let said: RunResult | undefined
  const onTriaged: EventDeps['onTriaged'] = (about, outcome) => {
    if (about.number === ref.number) said = outcome
  }
  const waiting: Delivery[] = [...(await olderIssues(asked, store)), delivery]
  const options = toOptions({ settings, sources, pack, rules, waiting })
  for (let done = 0; done < MAX_DELIVERIES && waiting.length > 0; done += 1) {
    const next = waiting.shift() as Delivery
    await processDelivery({ ...next, attempt: 1, suspicion: 0 }, { ...options, onTriaged })
  }
  return { dryRun: rules.dryRun, said }
}

/** Where nothing is remembered, what is there already is read first, so that it can be found. */
async function olderIssues({ ref, repository, delivery }: ActionRequest, store: Store): Promise<readonly Delivery[]> {
  if ((await store.countReports(ref)) > 0) return []
  return [firstBackfillPage({ installation: INSTALLATION, repository }, delivery.id, delivery.receivedAt)]
}

interface ActionRules {
  /** Nothing is written: the step says so, or the repository. */
  readonly dryRun: boolean
  readonly cache: RulesCache
}

/** What is in force in the repository. A dry run, of the step or of the repository, is told what would really be done. */
async function rulesOf(
  ref: IssueRef,
  { mode }: ActionSettings,
  { print, github, store, analysis }: Sources,
): Promise<ActionRules> {
  const onProblems = (_: unknown, problems: readonly string[]) => print(asWarning(problems.join('\n')))
  const cache = createRulesCache({
    compiler: compileWith(analysis, false),
    store,
    mayLoosen: false,
    clock: Date.now,
    onProblems,
  })
  const { settings } = await cache.rulesFor(ref, github)
  const dryRun = mode === 'dry-run' || settings.mode === 'dry-run'
  if (!dryRun) return { dryRun, cache }
  return { dryRun, cache: asIfCommenting(cache) }
}

function asIfCommenting(cache: RulesCache): RulesCache {
  return {
    ...cache,
    over: (store) => asIfCommenting(cache.over(store)),
    async rulesFor(repository, files) {
      const rules = await cache.rulesFor(repository, files)
      return { ...rules, settings: { ...rules.settings, mode: 'comment' } }
    },
  }
}

interface Parts {
  readonly settings: ActionSettings
  readonly sources: Sources
  readonly pack: Pack
  readonly rules: ActionRules
  /** What is to be done in this run; what is done may ask for more. */
  readonly waiting: Delivery[]
}

function toOptions({ settings, sources, pack, rules, waiting }: Parts): EventDeps {
  const { github, store, reader, analysis, fetchLogs = async () => ({}) } = sources
  return {
    ...{ store, pack, analysis, fetchLogs, rules: rules.cache, indexes: createIndexCache(store), clock: Date.now },
    ...{ isStopped: false, backfillLimit: MAX_OLDER_ISSUES, site: siteOf(settings.apiUrl) },
    ...{ githubFor: async () => github, readerFor: async () => reader },
    queue: {
      accept: async (delivery) => {
        // A run of a workflow does not wait for the next hour; the next event reads all that was said until then.
        if (delivery.dueAt === undefined) waiting.push(delivery)
        else sources.print(asWarning('Enough for this hour: what was asked for is left to the next event.'))
        return 'accepted'
      },
      forget: async () => 0,
    },
    log: { info: () => {} },
  }
}
