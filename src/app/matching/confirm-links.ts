/** Reads issues again before they are linked: one may have been deleted, moved or closed since it was stored. */

import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { DuplicateLink } from '../../core/duplicates/link.ts'
import { mayBeLinked } from '../../core/duplicates/link.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

export interface ConfirmOptions {
  readonly github: Pick<GitHub, 'readIssue'>
  readonly store: Pick<Store, 'dropReport'>
  /** Maximum number of links. */
  readonly most: number
}

/** @returns the first links that still hold. Deletes the stored reports of issues that are gone from GitHub. */
export async function confirmLinks(
  { owner, repo }: RepositoryRef,
  links: readonly DuplicateLink[],
  { github, store, most }: ConfirmOptions,
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
