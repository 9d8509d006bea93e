/** `read-release`: a release that names reported issues claims to fix them, and their reporters are asked. */
import { unlessUnreadable } from '../../analysis/analysis.ts'
import { dueFix } from '../../fixes/due-fix.ts'
import { noteRelease } from '../../fixes/note-release.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { showFix } from '../show-fix.ts'

/** Maximum number of comments that one release updates; the pages show the other fixes. */
const MAX_COMMENTS = 50

export async function handleReleaseTask(task: TaskOf<'read-release'>, context: RepositoryContext): Promise<void> {
  const { repository, store, analysis } = context
  const { owner, repo } = repository
  const reader = await context.readerFor(task.installation)
  const release = (await reader.readReleases(owner, repo)).find(({ id }) => id === task.release)
  if (release === undefined) return
  const input = { release: { tag: release.tag, notes: release.notes }, repository: { owner, repo } }
  const reading = await unlessUnreadable(analysis.run('releaseNotes', input), null)
  if (reading === null) return
  const claimed = await noteRelease(repository, release, reading, store)
  const places = new Set<number>()
  for (const number of claimed) {
    const due = await dueFix({ owner, repo, number }, store)
    if (due !== null) places.add(due.place)
  }
  for (const number of [...places].slice(0, MAX_COMMENTS)) {
    await showFix({ installation: task.installation, number }, context)
  }
}
