/** Reads an issue in one call before a task asks for its parts. */
import type { GitHub } from '../../adapters/github/github.ts'
import { withSnapshot } from '../../adapters/github/known-issue.ts'
import type { RepositoryTask } from '../webhooks/tasks.ts'

/**
 * Only a task that runs the pipeline at once reads all parts. Others would pay for what they do not need.
 * @returns a client that answers the task's first reads without a call; `github` if one call cannot read everything
 * @throws TriageError('github-refused')
 */
export async function readAhead(task: RepositoryTask, github: GitHub): Promise<GitHub> {
  if (task.kind !== 'triage') return github
  const snapshot = await github.readSnapshot(task.ref)
  return snapshot === null ? github : withSnapshot(github, snapshot)
}
