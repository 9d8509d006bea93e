/** Looks again at what is about to be linked: an issue may have been deleted, moved or closed since it was kept. */
import type { DuplicateLink } from '../duplicates/link.ts'
import { mayBeLinked } from '../duplicates/link.ts'
import type { GitHub } from '../github/github.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import type { Store } from '../store/store.ts'

export interface Confirming {
  readonly github: Pick<GitHub, 'readIssue'>
  readonly store: Pick<Store, 'dropReport'>
  /** Most links that are wanted. */
  readonly most: number
}

/** @returns the first links that hold; what is gone from GitHub is forgotten */
export async function confirmLinks(
  { owner, repo }: RepositoryRef,
  links: readonly DuplicateLink[],
  { github, store, most }: Confirming,
): Promise<readonly DuplicateLink[]> {
  const confirmed: DuplicateLink[] = []
  for (const link of links) {
    if (confirmed.length >= most) break
    const ref = { owner, repo, number: link.number }
    const issue = await github.readIssue(ref)
    if (typeof issue === 'string') await store.dropReport(ref)
    else if (mayBeLinked(issue)) confirmed.push({ ...link, fixedAt: issue.open ? null : issue.closedAt })
  }
  return confirmed
}
