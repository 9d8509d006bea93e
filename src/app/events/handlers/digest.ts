/** `show-digest`: updates the comment that sums up a repository's last week on the issue that the repository chose. */

import { DIGEST_MARKER, renderDigest } from '../../../core/comments/digest-comment.ts'
import { WEEK_MS } from '../../../core/time-units.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { writeMarkedComment } from '../marked-comment.ts'

export async function handleDigestTask({ ref }: TaskOf<'show-digest'>, context: RepositoryContext): Promise<void> {
  const { store, site, clock } = context
  const to = clock()
  const from = to - WEEK_MS
  const body = renderDigest({
    repository: { ...ref, site },
    from,
    to,
    alarms: (await store.alarmsIn(ref)).filter(({ lastAt }) => lastAt >= from),
    outcomes: (await store.outcomesIn(ref)).filter(({ readAt }) => readAt >= from),
    drafts: (await store.draftsIn(ref))?.drafts.length ?? 0,
  })
  await writeMarkedComment(ref, { marker: DIGEST_MARKER, body }, await context.writableOn(ref))
}
