/** What people marked as a duplicate on GitHub itself is kept as the verdict that it is, each mark once. */
import { knowingRoles } from '../../adapters/github/known-roles.ts'
import type { Verdict } from '../../core/feedback/feedback-event.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { Hearing } from './intake-context.ts'
import { rightsOf } from './rights.ts'

/** @returns whether there was a mark that was not known */
export async function hearMarks(ref: IssueRef, reporter: string, hearing: Hearing): Promise<boolean> {
  const { store, rules } = hearing
  const github = knowingRoles(hearing.github)
  const known = new Set((await store.verdictsOn(ref)).map(({ id }) => id))
  const fresh = (await github.listDuplicateMarks(ref)).filter(({ id }) => !known.has(idOf(id)))
  if (fresh.length === 0) return false
  const { settings } = await rules.rulesFor(ref, github)
  for (const { id, kind, canonical: other, by: who, at } of fresh) {
    const rights = await rightsOf(who, { ref, reporter, github, settings })
    const said: Pick<Verdict, 'kind' | 'origin'> =
      kind === 'marked'
        ? { kind: 'duplicate-of', origin: 'duplicate-marked' }
        : { kind: 'not-duplicate', origin: 'duplicate-unmarked' }
    const nothing = { signature: null, step: null, detail: null }
    await store.recordVerdict({ id: idOf(id), ref, other, who, rights, at, ...said, ...nothing })
  }
  return true
}

function idOf(event: string): string {
  return `mark-${event}`
}
