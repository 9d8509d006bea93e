/** The real `IssueReader`. Uses GitHub's REST API with a personal access token or, for public issues, without one. */

import type { Octokit } from '@octokit/rest'
import { formatRef, type IssueRef, parseIssueUrl } from '../../../core/issue-ref.ts'
import type { IssueHead, IssueReader, Release, Timeline } from '../issue-reader.ts'
import { classifyRefusal, refusalStatus, refusedError } from '../refusal.ts'
import { cacheResponses, type ResponseCacheOptions } from '../response-cache.ts'
import { toHappening } from '../timeline-entry.ts'
import { createTokenClient } from './token-client.ts'

export interface IssueReaderOptions {
  readonly apiUrl: string
  readonly token: string | null
  /** If omitted, responses are not cached. */
  readonly cache?: Omit<ResponseCacheOptions, 'token'>
}

const PER_PAGE = 100

export function createIssueReader({ apiUrl, token, cache }: IssueReaderOptions): IssueReader {
  const octokit = createTokenClient({ apiUrl, token })
  if (cache !== undefined) cacheResponses(octokit, { ...cache, token })
  return issueReaderOf(octokit)
}

type Client = Pick<Octokit, 'rest'>

/** @param octokit authenticated as the reader, which is a person or an installation */
export function issueReaderOf(octokit: Client): IssueReader {
  return {
    readHead: (ref) => orNullIfGone(`to read ${formatRef(ref)}`, () => readHead(octokit, ref)),
    readTimeline: (ref, maxPages) =>
      wrapRefusal(`to read the timeline of ${formatRef(ref)}`, () => readTimeline(octokit, ref, maxPages)),
    readSubIssues: (ref) =>
      wrapRefusal(`to list the sub-issues of ${formatRef(ref)}`, () => readSubIssues(octokit, ref)),
    readReleases: async (owner, repo) =>
      (await orNullIfGone(`to list the releases in ${owner}/${repo}`, () => readReleases(octokit, owner, repo))) ?? [],
  }
}

async function readHead(octokit: Client, ref: IssueRef): Promise<IssueHead> {
  const { data } = await octokit.rest.issues.get(toParameters(ref))
  return {
    ref: parseIssueUrl(data.html_url) ?? ref,
    title: data.title,
    body: data.body ?? '',
    author: data.user?.login ?? 'ghost',
    open: data.state === 'open',
    closedAs: closedAs(data.state_reason),
    isPullRequest: data.pull_request !== undefined,
    mergedAt: toTime(data.pull_request?.merged_at),
    labels: data.labels
      .map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
      .filter((name) => name !== ''),
    createdAt: Date.parse(data.created_at),
    closedAt: toTime(data.closed_at),
    milestone: data.milestone?.title ?? null,
    parent: data.parent_issue_url ? parseIssueUrl(data.parent_issue_url) : null,
    subIssues: data.sub_issues_summary?.total ?? 0,
  }
}

async function readTimeline(octokit: Client, ref: IssueRef, maxPages: number): Promise<Timeline> {
  const happenings = []
  for (let page = 1; page <= maxPages; page++) {
    const { data } = await octokit.rest.issues.listEventsForTimeline({ ...toParameters(ref), per_page: PER_PAGE, page })
    happenings.push(...data.map((entry) => toHappening(entry)).filter((happening) => happening !== null))
    if (data.length < PER_PAGE) return { happenings, complete: true }
  }
  return { happenings, complete: false }
}

async function readSubIssues(octokit: Client, ref: IssueRef): Promise<readonly IssueRef[]> {
  const { data } = await octokit.rest.issues.listSubIssues({ ...toParameters(ref), per_page: PER_PAGE })
  return data.map(({ html_url }) => parseIssueUrl(html_url)).filter((subIssue) => subIssue !== null)
}

async function readReleases(octokit: Client, owner: string, repo: string): Promise<readonly Release[]> {
  const { data } = await octokit.rest.repos.listReleases({ owner, repo, per_page: 30 })
  return data
    .filter(({ draft }) => !draft)
    .map(({ id, tag_name, body, published_at, html_url }) => {
      return { id, tag: tag_name, notes: body ?? '', at: toTime(published_at) ?? 0, url: html_url }
    })
}

function toParameters({ owner, repo, number }: IssueRef) {
  return { owner, repo, issue_number: number }
}

function closedAs(reason: string | null | undefined): IssueHead['closedAs'] {
  return reason === 'completed' || reason === 'not_planned' || reason === 'duplicate' ? reason : null
}

function toTime(date: string | null | undefined): number | null {
  return date ? Date.parse(date) : null
}

async function wrapRefusal<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw refusedError(doing, error)
  }
}

/** GitHub does not distinguish between deleted and inaccessible objects. */
async function orNullIfGone<T>(doing: string, call: () => Promise<T>): Promise<T | null> {
  return wrapRefusal(doing, () =>
    call().catch((error: unknown) => {
      if (classifyRefusal(error).kind === 'gone' && refusalStatus(error) !== 451) return null
      throw error
    }),
  )
}
