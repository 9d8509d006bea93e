/** The issues of a repository that carry a label, read with a personal token or with none where it is public. */
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
const ANSWER_WITHIN_MS = 10_000

/**
 * @returns the newest first, pull requests left out
 * @throws TriageError('github-refused'), also without a network
 */
export async function readLabelledIssues(
  { owner, repo }: RepositoryRef,
  asked: { readonly label: string; readonly most: number },
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string | null },
): Promise<readonly LabelledIssue[]> {
  const octokit = new Octokit({ baseUrl: apiUrl, log: SILENT, ...(token !== null && { auth: token }) })
  try {
    const { data } = await octokit.rest.issues.listForRepo({
      ...{ owner, repo, labels: asked.label, state: 'all', per_page: asked.most },
      request: { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
    })
    return data
      .filter(({ pull_request: pull }) => pull === undefined)
      .map(({ number, title, state, html_url: url }) => ({ number, title, open: state === 'open', url }))
  } catch (error) {
    throw refusedError(`to list the issues of ${owner}/${repo}`, error)
  }
}
