/**
 * How much is heard in an hour, of one person and on one issue. What is beyond is suppressed and said to be in the audit; a
 * maintainer has more of it, and what they say beyond that waits.
 */
import { COMMANDS } from '../../core/feedback/commands.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { Invocation } from '../../core/feedback/parse-commands.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { IntakeDeps } from './intake-context.ts'

/** What the budgets of `.github/auth-triage.yml` count in. */
const WINDOW_MS = 60 * 60 * 1000

/** How many times as much a maintainer may say. */
const MORE_FOR_MAINTAINERS = 10

export interface Speaker {
  readonly ref: IssueRef
  readonly who: string
  readonly rights: Rights
}

/**
 * Takes a share of the hour for one word of somebody.
 * @param act makes it one word, however often it arrives
 * @returns false when there is none left
 */
export async function takeFromBudget({ ref, who, rights }: Speaker, act: string, deps: IntakeDeps): Promise<boolean> {
  const { store, rules, github, clock } = deps
  const { budget } = (await rules.rulesFor(ref, github)).settings
  const times = rights === 'maintainer' ? MORE_FOR_MAINTAINERS : 1
  const share = { repository: ref, act, at: clock(), windowMs: WINDOW_MS }
  const byPerson = { ...share, budget: 'words of a person', subject: who, most: budget.person * times }
  // People without rights cannot use up what the reporter or a maintainer may say on the issue.
  const subject = `#${ref.number} ${rights}`
  const onIssue = { ...share, budget: 'words on an issue', subject, most: budget.issue * times }
  return (await store.takeShare(byPerson)) && (await store.takeShare(onIssue))
}

/** Keeps in the audit that something was not heard: once an hour for a person on an issue, since they may go on for long. */
export async function recordSuppressed(
  { ref, who }: Speaker,
  { what, delivery }: { readonly what: readonly string[]; readonly delivery: string },
  { store, rules, github, clock }: IntakeDeps,
): Promise<void> {
  const at = clock()
  const once = { repository: ref, budget: 'suppressed', subject: `#${ref.number} ${who}`, windowMs: WINDOW_MS, most: 1 }
  if (!(await store.takeShare({ ...once, act: delivery, at }))) return
  const { pack } = await rules.rulesFor(ref, github)
  const nothing = { decision: 'silent', signature: null, confidence: 0, evidence: [] } as const
  const acts = what.map((it) => `suppressed: enough for this hour: ${it}`)
  await store.recordDecision({
    ...{ ref, delivery, reason: 'enough-for-this-hour', pack: pack.fingerprint, acts, at },
    ...nothing,
  })
}

/** A command by its name alone: behind it may stand anything. */
export function nameOfCommand({ name }: Invocation): string {
  return COMMANDS.some((command) => command.name === name) ? `/triage ${name}`.trim() : 'an unknown command'
}
