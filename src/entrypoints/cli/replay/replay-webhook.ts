/**
 * Runs a saved webhook through the bot's own handlers, with a GitHub and a store in memory. The issue is as the payload
 * describes it. An event that happens later in an issue's life is replayed after the bot has answered the issue, because
 * a command, a removed label or a deleted comment is about that answer.
 */
import type { IssueReader, Release } from '../../../adapters/github/issue-reader.ts'
import type { MemoryGitHub } from '../../../adapters/github/memory/memory-github.ts'
import { createMemoryGitHub } from '../../../adapters/github/memory/memory-github.ts'
import type { Delivery } from '../../../adapters/queue/queue.ts'
import { openStore } from '../../../adapters/store/open.ts'
import type { Store } from '../../../adapters/store/store.ts'
import { createInProcessAnalysis } from '../../../app/analysis/in-process.ts'
import type { EventDeps } from '../../../app/events/event-deps.ts'
import { processDelivery } from '../../../app/events/process-delivery.ts'
import { readDelivery } from '../../../app/events/read-delivery.ts'
import { createIndexCache } from '../../../app/matching/index-cache.ts'
import { createRulesCache } from '../../../app/settings-loader/rules-cache.ts'
import type { LeftAlone, Triaged } from '../../../app/triage.ts'
import { readTask } from '../../../app/webhooks/events.ts'
import type { Task } from '../../../app/webhooks/tasks.ts'
import { TriageError } from '../../../core/errors.ts'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import type { IssueRef } from '../../../core/issue-ref.ts'
import { SETTINGS_PATH } from '../../../core/settings/parse-settings.ts'
import { compileInProcess } from '../../../core/settings/rule-compiler.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import { actOnIssue, isLater, openSavedIssue } from './saved-issue.ts'
import type { SavedPayload, SavedRelease, SavedWebhook } from './saved-webhook.ts'

export interface Replayed {
  /** Event with action. */
  readonly event: string
  /** What the webhook asks for; null if the bot acknowledges and drops it. */
  readonly task: Task | null
  readonly issue: IssueRef | null
  /** The last pipeline run, or why the issue was left alone; null if the pipeline did not run. */
  readonly triaged: Triaged | LeftAlone | null
  /** Reactions of the bot to a comment. */
  readonly reactions: readonly string[]
  /** Whether the bot deleted its own comment. */
  readonly isCommentDeleted: boolean
  readonly feedback: readonly FeedbackEvent[]
  /** Deliveries that the bot sends to itself. */
  readonly queued: readonly Delivery[]
}

export interface ReplayDeps {
  readonly pack: Pack
  /** Text of the repository's settings file; null for the default settings. */
  readonly settings: string | null
  /** Current time in milliseconds since the epoch. */
  readonly now: number
}

const NO_REPOSITORY = { owner: 'owner', repo: 'repo' }

export async function replayWebhook(webhook: SavedWebhook, { pack, settings, now }: ReplayDeps): Promise<Replayed> {
  const { payload } = webhook
  const { store } = await openStore({ path: ':memory:' })
  const github = createMemoryGitHub(() => now)
  const named = payload.repository
  const repository = named === undefined ? NO_REPOSITORY : { owner: named.owner.login, repo: named.name }
  const subject = payload.issue ?? payload.discussion
  // Without settings, a replayed discussion is answered as if the repository wanted that.
  const text = settings ?? (payload.discussion === undefined ? null : 'discussions: true\n')
  if (text !== null) github.writeFile(repository, SETTINGS_PATH, text)
  const id = (await github.readRepository(repository))?.id
  const known = { name: repository.repo, owner: { login: repository.owner }, id }
  const whole: SavedPayload = { ...payload, repository: { ...named, ...known } }
  const ref = subject === undefined ? null : openSavedIssue({ ...payload, issue: subject }, repository, github)
  const bot = { pack, github, store, now }
  try {
    if (ref !== null && isLater(webhook)) await deliver(...asOpened(whole), bot)
    const given = ref === null ? whole : await actOnIssue({ ...webhook, payload: whole }, ref, github)
    const before = await look(ref, bot)
    const { triaged, queued, task } = await deliver(webhook.name, given, bot)
    const after = await look(ref, bot)
    return {
      event: payload.action === undefined ? webhook.name : `${webhook.name}.${payload.action}`,
      task,
      issue: ref,
      triaged,
      reactions: github.reactions.slice(before.reactions),
      isCommentDeleted: after.comments < before.comments,
      feedback: after.feedback.slice(before.feedback.length),
      queued,
    }
  } finally {
    await store.close()
  }
}

interface ReplayBot {
  readonly pack: Pack
  readonly github: MemoryGitHub
  readonly store: Store
  readonly now: number
}

/** @returns the event that made the issue or the discussion, and its payload */
function asOpened(payload: SavedPayload): [name: string, payload: SavedPayload] {
  const { comment: _, label: __, changes: ___, ...subjectOnly } = payload
  if (payload.discussion === undefined) return ['issues', { ...subjectOnly, action: 'opened' }]
  return ['discussion', { ...subjectOnly, action: 'created' }]
}

async function deliver(name: string, payload: SavedPayload, { pack, github, store, now }: ReplayBot) {
  const analysis = createInProcessAnalysis(pack)
  const bytes = new TextEncoder().encode(JSON.stringify(payload))
  const id = `replay-${payload.action}`
  const delivery = await readDelivery({ id, name, bytes }, now, analysis)
  const queued: Delivery[] = []
  if (delivery === null) return { triaged: null, queued, task: null }
  let triaged: Triaged | LeftAlone | null = null
  const strict = store.as([])
  const clock = () => now
  await processDelivery(
    { ...delivery, attempt: 1, suspicion: 0 },
    {
      analysis,
      pack,
      clock,
      store: strict,
      rules: createRulesCache({
        compiler: compileInProcess(pack, false),
        store: strict,
        clock,
        mayLoosen: false,
        onProblems: refuseSettings,
      }),
      indexes: createIndexCache(strict),
      queue: queueInto(queued),
      isStopped: false,
      backfillLimit: 1_000,
      site: 'https://github.com',
      log: { info: () => undefined },
      githubFor: async () => github,
      discussionsFor: async () => github,
      readerFor: async () => readerOf(payload),
      fetchLogs: async () => ({}),
      onTriaged(_, result) {
        triaged = result
      },
    },
  )
  return {
    triaged: triaged as Triaged | LeftAlone | null,
    queued,
    task: readTask(delivery.event, JSON.parse(delivery.payload)),
  }
}

function queueInto(queued: Delivery[]): EventDeps['queue'] {
  return {
    async accept(delivery) {
      queued.push(delivery)
      return 'accepted'
    },
    forget: async () => 0,
  }
}

async function look(ref: IssueRef | null, { github, store }: ReplayBot) {
  const nothing = { reactions: github.reactions.length, comments: 0, feedback: [] as readonly FeedbackEvent[] }
  if (ref === null || typeof (await github.readIssue(ref)) === 'string') return nothing
  const comments = (await github.listComments(ref)).filter(({ own }) => own).length
  return { ...nothing, comments, feedback: await store.feedbackOn(ref) }
}

function refuseSettings(_: unknown, problems: readonly string[]): never {
  throw new TriageError('wrong-use', problems.join('\n'), { hint: 'Correct the settings, or leave them out.' })
}

/** Knows the release of the payload, and nothing else. */
function readerOf({ release }: SavedPayload): IssueReader {
  const refuse = () => Promise.reject(notReplayable())
  return {
    readHead: refuse,
    readTimeline: refuse,
    readSubIssues: refuse,
    readReleases: async () => (release === undefined ? [] : [toRelease(release)]),
  }
}

function toRelease({ id, tag_name: tag, body, published_at: at, html_url: url }: SavedRelease): Release {
  return { id, tag, notes: body ?? '', at: at ? Date.parse(at) : 0, url }
}

function notReplayable(): TriageError {
  return new TriageError('wrong-use', '`/triage report` reads other issues from GitHub, so it cannot be replayed.', {
    hint: '`auth-triage report <issue>` writes the same report.',
  })
}
