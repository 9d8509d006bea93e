/**
 * Reads issues with their threads from what GitHub's command line exports: `gh issue list --state all --limit 500
 * --json number,title,body,labels,createdAt,author,state,comments`.
 */

import { z } from 'zod'
import { parsePrinted } from '../evaluation/issue-list.ts'
import { isMaintainerAssociation } from './maintainer-association.ts'
import type { PastComment, PastIssue } from './past-issue.ts'

export const EXPORT_COMMAND =
  'gh issue list --state all --limit 500 --json number,title,body,labels,createdAt,author,state,comments'

const account = z.object({ login: z.string().default('ghost'), is_bot: z.boolean().optional() }).nullish()

const commentSchema = z.object({
  author: account,
  authorAssociation: z.string().optional(),
  body: z.string().default(''),
})

const issueSchema = z.object({
  number: z.int().min(1),
  title: z.string(),
  body: z.string().nullish(),
  labels: z.array(z.object({ name: z.string() })).default([]),
  createdAt: z.string().optional(),
  author: account,
  state: z.string().default('OPEN'),
  comments: z.array(commentSchema).nullish(),
})

/**
 * @param name the file's name, for messages
 * @returns the issues, newest first, without those that bots opened
 * @throws TriageError('malformed-report') with the position of the malformed issue
 */
export function parsePastIssues(text: string, name: string): readonly PastIssue[] {
  return parsePrinted(text, { name, issue: issueSchema, command: EXPORT_COMMAND })
    .filter(({ author }) => !isBot(author))
    .map(toPastIssue)
    .toSorted((a, b) => b.number - a.number)
}

function toPastIssue({ author, comments, ...issue }: z.infer<typeof issueSchema>): PastIssue {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? null,
    labels: issue.labels.map(({ name }) => name),
    author: author?.login ?? 'ghost',
    createdAt: Date.parse(issue.createdAt ?? '') || 0,
    open: issue.state.toUpperCase() === 'OPEN',
    commentCount: comments?.length ?? 0,
    comments: comments?.map(toPastComment) ?? null,
  }
}

function toPastComment({ author, authorAssociation, body }: z.infer<typeof commentSchema>): PastComment {
  const isMaintainer = isMaintainerAssociation(authorAssociation)
  return { author: author?.login ?? 'ghost', isMaintainer, isBot: isBot(author), body }
}

/** GitHub's command line prints a bot's login without `[bot]` and, for comments, without `is_bot`. */
function isBot(author: z.infer<typeof account>): boolean {
  return author?.is_bot === true || /\[bot\]$|^(?:app\/|github-actions$|dependabot$)/.test(author?.login ?? '')
}
