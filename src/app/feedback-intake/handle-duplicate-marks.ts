/** Stores GitHub's own duplicate marks as feedback events, each mark once. */
import { withCachedRoles } from '../../adapters/github/known-roles.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { IntakeDeps } from './intake-context.ts'
import { rightsOf } from './rights.ts'

/** @returns whether there was a new mark */
export async function handleDuplicateMarks(ref: IssueRef, reporter: string, deps: IntakeDeps): Promise<boolean> {
  const { store, rules } = deps
  const github = withCachedRoles(deps.github)
  const known = new Set((await store.feedbackOn(ref)).map(({ id }) => id))
  const fresh = (await github.listDuplicateMarks(ref)).filter(({ id }) => !known.has(idOf(id)))
  if (fresh.length === 0) return false
  const { settings } = await rules.rulesFor(ref, github)
  for (const { id, kind, canonical: other, by: who, at } of fresh) {
    const rights = await rightsOf(who, { ref, reporter, github, settings })
    const mark: Pick<FeedbackEvent, 'kind' | 'origin'> =
      kind === 'marked'
        ? { kind: 'duplicate-of', origin: 'duplicate-marked' }
        : { kind: 'not-duplicate', origin: 'duplicate-unmarked' }
    const aboutNothingElse = { signature: null, step: null, detail: null }
    await store.recordFeedback({ id: idOf(id), ref, other, who, rights, at, ...mark, ...aboutNothingElse })
  }
  return true
}

function idOf(event: string): string {
  return `mark-${event}`
}
