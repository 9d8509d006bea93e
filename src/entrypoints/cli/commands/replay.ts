/** `replay`: runs the bot on a saved webhook without touching GitHub and prints what it would do. */
import type { Command } from 'commander'
import { subjectOf } from '../../../app/webhooks/events.ts'
import type { Task } from '../../../app/webhooks/tasks.ts'
import { formatRef, type RepositoryRef } from '../../../core/issue-ref.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import type { Replayed } from '../replay/replay-webhook.ts'
import { parseSavedWebhook } from '../replay/saved-webhook.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly event?: string
  readonly config?: string
  readonly json?: boolean
}

export function addReplay(program: Command, io: Io): void {
  program
    .command('replay')
    .description('replay a saved webhook and print what the bot would do; nothing is written and GitHub is not asked')
    .argument('<delivery.json>', 'a payload as sent by GitHub, or a delivery as returned by its API')
    .option('--event <name>', "the event's name as in X-GitHub-Event, if the payload's fields do not show it")
    .option('--config <file>', "the repository's settings file")
    .option('--json', 'print one JSON document')
    .action(async (file: string, { event, config, json }: Options) => {
      const webhook = parseSavedWebhook(await io.read(file), file, event)
      const settings = config === undefined ? null : await io.read(config)
      const { replayWebhook } = await import('../replay/replay-webhook.ts')
      const replayed = await replayWebhook(webhook, { pack: await openPack(), settings, now: Date.now() })
      io.print(json ? toJson(documentOf(replayed, webhook.payload.action)) : textOf(replayed))
    })
}

function documentOf(replayed: Replayed, action: string | undefined) {
  const { event, task, issue, triaged, reactions, isCommentDeleted, feedback, queued } = replayed
  const run = typeof triaged === 'string' || triaged === null ? null : triaged
  return {
    event,
    ...(action !== undefined && { action }),
    ignored: task === null,
    issue: issue?.number ?? null,
    diagnosis: run?.diagnosis ?? null,
    plan: run?.plan ?? null,
    leftAlone: typeof triaged === 'string' ? triaged : null,
    reactions: reactions.map(withoutId),
    commentDeleted: isCommentDeleted,
    feedback: feedback.map(({ kind, origin, rights, who }) => ({ kind, origin, rights, who })),
    queued: queued.map((it) => ({ event: it.event, about: subjectOf(it) })),
  }
}

function textOf({ event, task, triaged, reactions, isCommentDeleted, feedback, queued }: Replayed): string {
  if (task === null) return `Nothing to do: the bot ignores this ${event}.`
  const lines = [
    ...storeLines(task),
    ...feedback.map(({ kind, rights, who }) => `record        ${kind} (${rights} ${who})`),
    ...reactions.map((it) => `react         ${withoutId(it)}`),
    ...(isCommentDeleted ? ['delete comment'] : []),
    ...queued.map((it) => `queue         ${it.event} for ${subjectOf(it)}`),
    ...(typeof triaged === 'string' ? [`leave alone   ${triaged}`] : []),
    ...(triaged === null || typeof triaged === 'string' ? [] : planLines(triaged.plan)),
  ]
  return lines.length === 0 ? 'Nothing to do.' : lines.join('\n')
}

/** What only the store notices. */
function storeLines(task: Task): readonly string[] {
  const named = (it: RepositoryRef) => `${it.owner}/${it.repo}`
  if (task.kind === 'forget-issue') return [`forget        ${formatRef(task.ref)}`]
  if (task.kind === 'forget-repositories') return task.repositories.map((it) => `forget        ${named(it)}`)
  if (task.kind === 'hide-repository') return [`hide          ${named(task.repository)}`]
  if (task.kind === 'rename-repository') return [`rename to     ${named(task.repository)}`]
  if (task.kind === 'rename-owner') return [`rename to     ${task.login}`]
  return task.kind === 'reload-settings' ? ['read again    the settings'] : []
}

/** A reaction is stored as `<comment id> +1`. */
function withoutId(reaction: string): string {
  return reaction.replace(/^\d+ /, '')
}

type ReplayedPlan = Extract<NonNullable<Replayed['triaged']>, object>['plan']

function planLines({ addLabels, removeLabels, comment, suppressed }: ReplayedPlan): readonly string[] {
  return [
    ...addLabels.map(({ name }) => `add label     ${name}`),
    ...removeLabels.map((name) => `remove label  ${name}`),
    ...suppressed.map((what) => `suppressed    ${what}`),
    ...(comment.kind === 'none' ? [] : [`${comment.kind} comment\n\n${comment.body}`]),
  ]
}
