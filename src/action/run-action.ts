/**
 * Door 5: one event of a workflow comes in, the same corridor as the bot's is walked with the workflow's own token, and a
 * summary goes out. There is no server and no inbox: GitHub keeps the event, and a run can be repeated. Nothing of the
 * repository is checked out, and nothing that people wrote reaches a shell.
 */
import { appendFile, readFile } from 'node:fs/promises'
import type { ActionSettings } from '../config/action-environment.ts'
import type { RepositorySettings } from '../config/repository-settings.ts'
import { createRulesKeeper } from '../config/rules-keeper.ts'
import { shippedPack } from '../config/shipped-pack.ts'
import type { FetchLogs } from '../github/collect-issue.ts'
import type { GitHub } from '../github/github.ts'
import type { IssueRef } from '../issue-ref.ts'
import { readPackFolder } from '../signatures/folder.ts'
import { loadPack } from '../signatures/load.ts'
import type { Store } from '../store/store.ts'
import { triageIssue } from '../triage.ts'
import { withoutWrites } from './client.ts'
import { asWarning } from './commands.ts'
import { readEvent } from './event.ts'
import { openMemory, recall } from './memory.ts'
import { renderSummary } from './summary.ts'

/** What a run may touch of the outside. */
interface Outside {
  /** Takes a line for the job's log. */
  readonly print: (line: string) => void
  readonly github: GitHub
  /** Reads attached logs; nothing is read when left out. */
  readonly fetchLogs?: FetchLogs
}

/**
 * @throws TriageError when GitHub refuses a call; the run may be repeated
 */
export async function runAction(settings: ActionSettings, { print, github, ...reading }: Outside): Promise<void> {
  const ref = readEvent(settings.eventName, JSON.parse(await readFile(settings.eventPath, 'utf8')))
  if (ref === null) return print('Nothing to do on this event.')
  const store = await openMemory(settings.statePath, (text) => print(asWarning(text)))
  try {
    await recall(ref, github, store)
    const { dryRun, rules } = await readRules(ref, settings, { print, github, store })
    const world = { ...reading, clock: Date.now, pack: rules.pack, rulesFor: async () => rules }
    const said = await triageIssue(ref, `actions-run-${settings.runId}`, {
      ...world,
      ...(dryRun ? withoutWrites({ github, store }) : { github, store }),
    })
    if (settings.summaryPath !== null) await appendFile(settings.summaryPath, renderSummary({ ref, dryRun, said }))
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

/** What is in force in the repository. A dry run, of the step or of the repository, is told what would really be done. */
async function readRules(ref: IssueRef, { mode }: ActionSettings, { print, github, store }: Sources) {
  const pack = loadPack(await readPackFolder(shippedPack()))
  const onProblems = (_: unknown, problems: readonly string[]) => print(asWarning(problems.join('\n')))
  const keeper = createRulesKeeper({ pack, store, mayLoosen: false, clock: Date.now, onProblems })
  const rules = await keeper.rulesFor(ref, github)
  const dryRun = mode === 'dry-run' || rules.settings.mode === 'dry-run'
  const told: RepositorySettings = dryRun ? { ...rules.settings, mode: 'comment' } : rules.settings
  return { dryRun, rules: { ...rules, settings: told } }
}
