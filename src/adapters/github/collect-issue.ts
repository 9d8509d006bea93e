/** Gathers an issue and what exists on it, so that deciding needs no calls of its own. */

import { hasMarker } from '../../core/comments/marker.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { IssueState } from '../../core/plan/plan.ts'
import type { RawComment, RawIssue } from '../../core/report/report.ts'
import { withoutCommands } from '../../core/report/without-commands.ts'
import type { FetchedFile } from '../attachments/fetch-files.ts'
import { findOwnComments } from './apply-plan.ts'
import type { GitHub, IssueComment } from './github.ts'
import type { Gone, Issue } from './issue.ts'
import { readThread } from './read-thread.ts'

export interface CollectedIssue {
  /** As GitHub told it. */
  readonly facts: Issue
  readonly issue: RawIssue
  /** The files that its text links, as they came. */
  readonly files: readonly FetchedFile[]
  readonly state: IssueState
  /** What other people wrote below it, Markdown, oldest first: no evidence, but they name other issues. */
  readonly remarks: readonly string[]
}

/** Fetches the log files that an issue's text links; never throws for what is behind a link. */
export type FetchLogs = (markdown: string, ref: IssueRef) => Promise<{ readonly files?: readonly FetchedFile[] }>

interface Sources {
  readonly github: GitHub
  /** Id of the comment that we last wrote there, as the store remembers it; null when we never did. */
  readonly rememberedComment: number | null
  readonly fetchLogs: FetchLogs
}

/** @returns the issue with its present state, or why it is left alone */
export async function collectIssue(
  ref: IssueRef,
  { github, rememberedComment, fetchLogs }: Sources,
): Promise<CollectedIssue | Gone | 'pull-request'> {
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string') return issue
  if (issue.isPullRequest) return 'pull-request'
  const comments = await readThread(ref, github, rememberedComment)
  const answers = answersOf(issue.author, comments)
  const markdown = [issue.body ?? '', ...answers.map(({ body }) => body)].join('\n\n')
  const { files = [] } = await fetchLogs(markdown, ref)
  const [ownComment = null, ...older] = findOwnComments(comments, hasMarker)
  return {
    facts: issue,
    remarks: remarksOf(issue.author, comments),
    issue: {
      title: issue.title,
      body: issue.body,
      attachments: [],
      ...(answers.length > 0 && { comments: answers }),
    },
    files,
    state: {
      author: issue.author,
      createdAt: issue.createdAt,
      open: issue.open,
      locked: issue.locked,
      labels: issue.labels,
      labelEvents: await github.listLabelEvents(ref),
      ownComment,
      ...(older.length > 0 && { olderComments: older.map(({ id }) => id) }),
      ownCommentDeleted: rememberedComment !== null && ownComment === null,
    },
  }
}

/** A conversation of more than this is not about what the reporter sees any more; the newest tell most. */
const MAX_ANSWERS = 30

/** What the reporter wrote below the issue. Nobody else's words are evidence of what the reporter sees. */
function answersOf(author: string, comments: readonly IssueComment[]): readonly RawComment[] {
  if (author === DELETED_ACCOUNT) return []
  const answers = comments.filter((comment) => !comment.own && comment.author === author)
  return newestTexts(answers).map(({ id, body, createdAt }) => ({ id, body, createdAt }))
}

function remarksOf(author: string, comments: readonly IssueComment[]): readonly string[] {
  const remarks = comments.filter((it) => !it.own && it.author !== author && !it.author.endsWith('[bot]'))
  return newestTexts(remarks).map(({ body }) => body)
}

/** What is said to the bot tells nothing of the failure; a comment of nothing else is none. */
function newestTexts(comments: readonly IssueComment[]): readonly IssueComment[] {
  return comments
    .map((comment) => ({ ...comment, body: withoutCommands(comment.body) }))
    .filter(({ body }) => body.trim() !== '')
    .slice(-MAX_ANSWERS)
}

/** GitHub's name for every deleted account: two of them need not be the same person. */
export const DELETED_ACCOUNT = 'ghost'

/** @returns the state with what may have changed since it was collected, or why there is nothing left to write to */
export async function lookAgain(ref: IssueRef, state: IssueState, github: GitHub): Promise<IssueState | Gone> {
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string') return issue
  return { ...state, open: issue.open, locked: issue.locked, labels: issue.labels }
}
