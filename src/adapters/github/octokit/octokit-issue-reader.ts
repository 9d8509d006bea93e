/** The real `IssueReader`: GitHub's REST API with a personal token, or with none where issues are public. */
import { Octokit } from '@octokit/rest'
import { formatRef, type IssueRef, refOf } from '../../../core/issue-ref.ts'
import type { IssueHead, IssueReader, Release, Timeline } from '../issue-reader.ts'
import { classifyRefusal, refusalStatus, refusedError } from '../refusal.ts'
import { cacheResponses, type ResponseCacheOptions } from '../response-cache.ts'
import { toHappening } from '../timeline-entry.ts'

export interface IssueReaderOptions {
  readonly apiUrl: string
  readonly token: string | null
  /** Nothing is kept when left out. */
  readonly cache?: Omit<ResponseCacheOptions, 'token'>
}

const PER_PAGE = 100

/** Octokit's own log prints every refused call, which is told in our words. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export function createIssueReader({ apiUrl, token, cache }: IssueReaderOptions): IssueReader {
  const octokit = new Octokit({ baseUrl: apiUrl, log: SILENT, ...(token !== null && { auth: token }) })
  if (cache !== undefined) cacheResponses(octokit, { ...cache, token })
  return issueReaderOf(octokit)
}

type Client = Pick<Octokit, 'rest'>

/** @param octokit signed in as whoever reads: a person, or an installation */
export function issueReaderOf(octokit: Client): IssueReader {
  return {
    readHead: (ref) => orNullIfGone(`to read ${formatRef(ref)}`, () => readHead(octokit, ref)),
    readTimeline: (ref, mostPages) =>
      asked(`to list what happened to ${formatRef(ref)}`, () => readTimeline(octokit, ref, mostPages)),
    readSubIssues: (ref) => asked(`to list the sub-issues of ${formatRef(ref)}`, () => readSubIssues(octokit, ref)),
    readReleases: async (owner, repo) =>
      (await orNullIfGone(`to list the releases of ${owner}/${repo}`, () => readReleases(octokit, owner, repo))) ?? [],
  }
}

async function readHead(octokit: Client, ref: IssueRef): Promise<IssueHead> {
  const { data } = await octokit.rest.issues.get(toParameters(ref))
  return {
    ref: refOf(data.html_url) ?? ref,
    title: data.title,
    body: data.body ?? '',
    author: data.user?.login ?? 'ghost',
    open: data.state === 'open',
    closedAs: closedAs(data.state_reason),
    isPullRequest: data.pull_request !== undefined,
    mergedAt: toTime(data.pull_request?.merged_at),
    labels: data.labels.map((it) => (typeof it === 'string' ? it : (it.name ?? ''))).filter((it) => it !== ''),
    createdAt: Date.parse(data.created_at),
    closedAt: toTime(data.closed_at),
    milestone: data.milestone?.title ?? null,
    parent: data.parent_issue_url ? refOf(data.parent_issue_url) : null,
    subIssues: data.sub_issues_summary?.total ?? 0,
  }
}

async function readTimeline(octokit: Client, ref: IssueRef, mostPages: number): Promise<Timeline> {
  const happenings = []
  for (let page = 1; page <= mostPages; page++) {
    const { data } = await octokit.rest.issues.listEventsForTimeline({ ...toParameters(ref), per_page: PER_PAGE, page })
    happenings.push(...data.map((entry) => toHappening(entry)).filter((it) => it !== null))
    if (data.length < PER_PAGE) return { happenings, complete: true }
  }
  return { happenings, complete: false }
}

async function readSubIssues(octokit: Client, ref: IssueRef): Promise<readonly IssueRef[]> {
  const { data } = await octokit.rest.issues.listSubIssues({ ...toParameters(ref), per_page: PER_PAGE })
  return data.map(({ html_url }) => refOf(html_url)).filter((it) => it !== null)
}

async function readReleases(octokit: Client, owner: string, repo: string): Promise<readonly Release[]> {
  const { data } = await octokit.rest.repos.listReleases({ owner, repo, per_page: 30 })
  return data
    .filter(({ draft }) => !draft)
    .map(({ tag_name, body, published_at, html_url }) => {
      return { tag: tag_name, notes: body ?? '', at: toTime(published_at) ?? 0, url: html_url }
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

async function asked<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw refusedError(doing, error)
  }
}

/** GitHub answers alike for what was deleted and for what may not be seen. */
async function orNullIfGone<T>(doing: string, call: () => Promise<T>): Promise<T | null> {
  return asked(doing, () =>
    call().catch((error: unknown) => {
      if (classifyRefusal(error).kind === 'gone' && refusalStatus(error) !== 451) return null
      throw error
    }),
  )
}
