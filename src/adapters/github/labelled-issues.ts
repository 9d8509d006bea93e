/**
 * Reads a repository's issues that have a label, with a personal access token or, for a public repository, without one.
 */
import { Octokit } from '@octokit/rest'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { refusedError } from './refusal.ts'

export interface LabelledIssue {
  readonly number: number
  readonly title: string
  readonly open: boolean
  readonly url: string
}

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const TIMEOUT_MS = 10_000

/**
 * @returns the issues, excluding pull requests, newest first
 * @throws TriageError('github-refused'), also when there is no network
 */
export async function readLabelledIssues(
  { owner, repo }: RepositoryRef,
  options: { readonly label: string; readonly most: number },
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string | null },
): Promise<readonly LabelledIssue[]> {
  const octokit = new Octokit({ baseUrl: apiUrl, log: SILENT, ...(token !== null && { auth: token }) })
  try {
    const { data } = await octokit.rest.issues.listForRepo({
      owner,
      repo,
      labels: options.label,
      state: 'all',
      per_page: options.most,
      request: { signal: AbortSignal.timeout(TIMEOUT_MS) },
    })
    return data
      .filter(({ pull_request: pull }) => pull === undefined)
      .map(({ number, title, state, html_url: url }) => ({ number, title, open: state === 'open', url }))
  } catch (error) {
    throw refusedError(`to list the issues in ${owner}/${repo}`, error)
  }
}
