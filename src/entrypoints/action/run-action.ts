/**
 * The GitHub Action: handles one workflow event as the bot would, with the workflow's own token, and writes a summary.
 * There is no server and no queue: GitHub keeps the event, and a run can be repeated. The repository is not checked
 * out, and no text written by people reaches a shell.
 */
import { appendFile, readFile } from 'node:fs/promises'
import type { ActionSettings } from '../../adapters/config/action-environment.ts'
import type { FetchLogs } from '../../adapters/github/collect-issue.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import { readOnly } from '../../adapters/github/read-only.ts'
import { refusalHint } from '../../adapters/github/refusal-hint.ts'
import { siteOf } from '../../adapters/github/site.ts'
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import type { EventDeps } from '../../app/events/event-deps.ts'
import { firstBackfillPage } from '../../app/events/handlers/backfill.ts'
import { locateRepository } from '../../app/events/locate-repository.ts'
import { processDelivery } from '../../app/events/process-delivery.ts'
import { createIndexCache } from '../../app/matching/index-cache.ts'
import { expireStored } from '../../app/retention.ts'
import { TriageError } from '../../core/errors.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { type ActionRules, rulesOf } from './action-rules.ts'
import { asWarning } from './commands.ts'
import { type ActionRequest, INSTALLATION, readEvent } from './event.ts'
import { openMemory, recall } from './memory.ts'
import { describeRefused, type RunResult, renderActionSummary, renderRefusal } from './summary.ts'

/** Everything that a run reads or writes outside this module. */
interface ActionDeps {
  /** Prints a line to the job's log. */
  readonly print: (line: string) => void
  /** Called only if there is work to do: loading the pack takes most of a run's own time. */
  readonly openPack: () => Promise<Pack>
  /** Analyses untrusted text. */
  readonly analysis: Analysis
  readonly github: GitHub
  readonly reader: IssueReader
  /** Reads attached logs. If omitted, no logs are read. */
  readonly fetchLogs?: FetchLogs
}

/** Maximum number of older issues read when the store is empty. Takes 5 of a workflow's 1,000 API calls per hour. */
const MAX_OLDER_ISSUES = 500

/** Enough for the event itself, a dozen backfill pages, and updating another report's comment. */
const MAX_DELIVERIES = 50

/**
 * A refusal by GitHub ends the run with a warning and without a failure: GitHub reports a failed run by mail to the
 * person who caused it, and that is the reporter.
 * @throws any other error
 */
export async function runAction(settings: ActionSettings, deps: ActionDeps): Promise<void> {
  try {
    await handleEvent(settings, deps)
  } catch (error) {
    if (!(error instanceof TriageError) || error.code !== 'github-refused') throw error
    const says = `${error.message} ${refusalHint(error, 'action')}`
    deps.print(asWarning(says))
    await summarise(settings, renderRefusal(says))
  }
}

async function handleEvent(settings: ActionSettings, deps: ActionDeps): Promise<void> {
  const { print } = deps
  const { eventName: name, eventPath, runId, statePath } = settings
  const payload = JSON.parse(await readFile(eventPath, 'utf8'))
  const asked = await readEvent({ name, payload, runId, at: Date.now() }, deps.analysis)
  if (asked === null) return print('Nothing to do for this event.')
  const store = await openMemory(statePath, (text) => print(asWarning(text)))
  try {
    const repository = await locateRepository(asked.repository, { ...deps, store, clock: Date.now })
    if (typeof repository === 'string') return print('Nothing to do: the repository no longer has this name.')
    const outcome = await handle(asked, settings, { ...deps, store: store.as([repository]) })
    await expireStored(store, Date.now())
    await summarise(settings, renderActionSummary({ ref: asked.ref, ...outcome }))
    for (const line of linesOf(outcome.result)) print(line)
  } finally {
    await store.close()
  }
}

async function summarise({ summaryPath }: ActionSettings, text: string): Promise<void> {
  if (summaryPath !== null) await appendFile(summaryPath, text)
}

/** Returns the lines for the job's log: a warning for what GitHub refused to write, and the decision. */
function linesOf(result: RunResult | undefined): readonly string[] {
  if (result === undefined) return ['Done; the issue needs no new answer.']
  if (typeof result === 'string') return [`Left alone: ${result}.`]
  const { diagnosis, applied } = result
  const refused = applied.notPermitted.map((feature) => asWarning(describeRefused(feature)))
  return [...refused, `Decision: ${diagnosis.decision} (${diagnosis.reason}).`]
}

interface StoreDeps extends ActionDeps {
  readonly store: Store
}

interface RunOutcome {
  readonly dryRun: boolean
  /** Whether nothing is remembered from an earlier run. */
  readonly isFirst: boolean
  /** Undefined if the event did not trigger a triage of its issue. */
  readonly result: RunResult | undefined
}

async function handle(asked: ActionRequest, settings: ActionSettings, deps: StoreDeps): Promise<RunOutcome> {
  const { ref, delivery } = asked
  const { analysis } = deps
  const pack = await deps.openPack()
  const rules = await rulesOf(ref, settings, deps)
  const effective = rules.dryRun ? { ...deps, github: readOnly(deps.github) } : deps
  const { github, store } = effective
  await recall(asked, { github, store, rules: rules.cache, analysis, clock: Date.now })
  let result: RunResult | undefined
  const onTriaged: EventDeps['onTriaged'] = (about, outcome) => {
    if (about.number === ref.number) result = outcome
  }
  const older = await olderIssues(asked, store)
  const pending: Delivery[] = [...older, delivery]
  const options = toOptions({ settings, deps: effective, pack, rules, pending })
  for (let done = 0; done < MAX_DELIVERIES && pending.length > 0; done += 1) {
    const next = pending.shift() as Delivery
    await processDelivery({ ...next, attempt: 1, suspicion: 0 }, { ...options, onTriaged })
  }
  return { dryRun: rules.dryRun, isFirst: older.length > 0, result }
}

/**
 * Returns a backfill if the store is empty, so that the repository's older issues are indexed first and can be found.
 */
async function olderIssues({ ref, repository, delivery }: ActionRequest, store: Store): Promise<readonly Delivery[]> {
  if ((await store.countReports(ref)) > 0) return []
  return [firstBackfillPage({ installation: INSTALLATION, repository }, delivery.id, delivery.receivedAt)]
}

interface EventDepsParts {
  readonly settings: ActionSettings
  readonly deps: StoreDeps
  readonly pack: Pack
  readonly rules: ActionRules
  /** Deliveries left to process in this run; processing one may add more. */
  readonly pending: Delivery[]
}

function toOptions({ settings, deps, pack, rules, pending }: EventDepsParts): EventDeps {
  const { github, store, reader, analysis, fetchLogs = async () => ({}) } = deps
  return {
    store,
    pack,
    analysis,
    fetchLogs,
    rules: rules.cache,
    indexes: createIndexCache(store),
    clock: Date.now,
    isStopped: false,
    backfillLimit: MAX_OLDER_ISSUES,
    site: siteOf(settings.apiUrl),
    githubFor: async () => github,
    readerFor: async () => reader,
    queue: {
      accept: async (delivery) => {
        // A workflow run does not wait for the next hour. The next event reads all feedback given in the meantime.
        if (delivery.dueAt === undefined) pending.push(delivery)
        else deps.print(asWarning('Hourly limit reached; the next event handles the rest.'))
        return 'accepted'
      },
      forget: async () => 0,
    },
    log: { info: () => {} },
  }
}
