/** Collects an issue with its comments, files and state, so that the decision needs no calls to GitHub. */

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
  /** The issue as GitHub returned it. */
  readonly facts: Issue
  readonly issue: RawIssue
  /** The files that the issue's text links to, as received. */
  readonly files: readonly FetchedFile[]
  readonly state: IssueState
  /** Other people's comments, as Markdown, oldest first. They are not evidence, but they can mention other issues. */
  readonly remarks: readonly string[]
}

/** Fetches the log files that an issue's text links to. Never throws because of a link. */
export type FetchLogs = (markdown: string, ref: IssueRef) => Promise<{ readonly files?: readonly FetchedFile[] }>

interface Sources {
  readonly github: GitHub
  /** Stored id of the last comment that we wrote on the issue; null if there is none. */
  readonly rememberedComment: number | null
  readonly fetchLogs: FetchLogs
}

/** @returns the issue with its current state, or the reason why it is ignored */
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
      type: issue.type,
      fields: issue.fields,
      labelEvents: await github.listLabelEvents(ref),
      ownComment,
      ...(older.length > 0 && { olderComments: older.map(({ id }) => id) }),
      ownCommentDeleted: rememberedComment !== null && ownComment === null,
    },
  }
}

/**
 * Maximum number of comments to keep. The newest ones say the most about the failure; a longer thread drifts to other
 * topics.
 */
const MAX_ANSWERS = 30

/** Returns the reporter's comments. Other people's comments are not evidence of the reporter's failure. */
function answersOf(author: string, comments: readonly IssueComment[]): readonly RawComment[] {
  if (author === DELETED_ACCOUNT) return []
  const answers = comments.filter((comment) => !comment.own && comment.author === author)
  return newestTexts(answers).map(({ id, body, createdAt }) => ({ id, body, createdAt }))
}

function remarksOf(author: string, comments: readonly IssueComment[]): readonly string[] {
  const remarks = comments.filter(
    (comment) => !comment.own && comment.author !== author && !comment.author.endsWith('[bot]'),
  )
  return newestTexts(remarks).map(({ body }) => body)
}

/**
 * Removes commands to the bot, which say nothing about the failure, and comments that contain nothing else. Also
 * removes copies of the bot's own comment: they describe failures in the bot's words, so they are not evidence either.
 */
function newestTexts(comments: readonly IssueComment[]): readonly IssueComment[] {
  return comments
    .filter(({ body }) => !hasMarker(body))
    .map((comment) => ({ ...comment, body: withoutCommands(comment.body) }))
    .filter(({ body }) => body.trim() !== '')
    .slice(-MAX_ANSWERS)
}

/** The login that GitHub shows for every deleted account. Two comments with this login can be from different people. */
export const DELETED_ACCOUNT = 'ghost'

/**
 * @returns the state with current values for the fields that may have changed since it was collected, or the reason why
 *   the issue is gone
 */
export async function recheckIssue(ref: IssueRef, state: IssueState, github: GitHub): Promise<IssueState | Gone> {
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string') return issue
  // A label that a person has removed since must not come back.
  const isLabelLost = state.labels.some((name) => !issue.labels.includes(name))
  return {
    ...state,
    ...(isLabelLost && { labelEvents: await github.listLabelEvents(ref) }),
    open: issue.open,
    locked: issue.locked,
    labels: issue.labels,
    type: issue.type,
    fields: issue.fields,
  }
}

/** @returns the state with what was suggested so far, so that nothing is suggested twice */
export async function withSuggestions(ref: IssueRef, state: IssueState, github: GitHub): Promise<IssueState> {
  const suggestions = await github.listSuggestions(ref)
  return suggestions === 'unsupported' ? state : { ...state, suggestions }
}
