/** Reads a repository's newest issues, and the threads of some of them, for a rehearsal. Only reads. */
import type { IssueList } from '../adapters/github/issue-list.ts'
import { classifyRefusal } from '../adapters/github/refusal.ts'
import type { ThreadReader } from '../adapters/github/thread-reader.ts'
import { TriageError } from '../core/errors.ts'
import type { RepositoryRef } from '../core/issue-ref.ts'
import type { PastIssue } from '../core/rehearsal/past-issue.ts'

/**
 * @param last number of issues to read, without pull requests and issues by bots; newest first
 * @throws TriageError('github-refused') when GitHub refuses a call, or does not show the repository
 */
export async function readPastIssues(
  repository: RepositoryRef,
  last: number,
  github: IssueList,
): Promise<readonly PastIssue[]> {
  const read: PastIssue[] = []
  let cursor: string | null = null
  do {
    const page = await github.listIssues({ repository, changedSince: null, cursor, known: null })
    if (typeof page === 'string') throw notVisible(repository)
    const people = page.issues.filter(({ isPullRequest, byBot }) => !isPullRequest && !byBot)
    read.push(...people.map((issue): PastIssue => ({ ...issue, comments: issue.commentCount === 0 ? [] : null })))
    cursor = page.next
  } while (cursor !== null && read.length < last)
  return read.slice(0, last)
}

function notVisible({ owner, repo }: RepositoryRef): TriageError {
  return new TriageError('github-refused', `GitHub shows no issues in ${owner}/${repo}.`, {
    hint: 'Check the name, and set GITHUB_TOKEN to a token that may read the repository if it is private.',
  })
}

/**
 * Reads the threads of these issues, in order, until `most` are read or GitHub's rate limit is reached.
 * @param onRead called after each thread with the number read so far
 * @returns the issues; those whose threads were not read keep `comments: null`
 */
export async function withThreads(
  issues: readonly PastIssue[],
  repository: RepositoryRef,
  {
    github,
    most,
    onRead,
  }: { readonly github: ThreadReader; readonly most: number; readonly onRead: (done: number) => void },
): Promise<readonly PastIssue[]> {
  const done: PastIssue[] = []
  let calls = 0
  let isLimited = false
  for (const issue of issues) {
    const isUnread = issue.comments === null && calls < most && !isLimited
    const comments = isUnread ? await threadOrNull({ ...repository, number: issue.number }, github) : issue.comments
    if (isUnread) calls += 1
    if (isUnread && comments === null) isLimited = true
    done.push({ ...issue, comments })
    onRead(done.length)
  }
  return done
}

/** Returns null when the rate limit is reached. */
async function threadOrNull(ref: RepositoryRef & { readonly number: number }, github: ThreadReader) {
  try {
    return await github.listThread(ref)
  } catch (error) {
    const { kind } = classifyRefusal(error)
    if (kind === 'rate-limited') return null
    if (kind === 'gone') return []
    throw error
  }
}
