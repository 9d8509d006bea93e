/**
 * Reads a repository's issues that have a label, with a personal access token or, for a public repository, without one.
 */

import type { RepositoryRef } from '../../core/issue-ref.ts'
import { createTokenClient, type TokenAccess } from './octokit/token-client.ts'
import { refusedError } from './refusal.ts'

export interface LabelledIssue {
  readonly number: number
  readonly title: string
  readonly open: boolean
  readonly url: string
}

const TIMEOUT_MS = 10_000

/**
 * @returns the issues, excluding pull requests, newest first
 * @throws TriageError('github-refused'), also when there is no network
 */
export async function readLabelledIssues(
  { owner, repo }: RepositoryRef,
  options: { readonly label: string; readonly most: number },
  access: TokenAccess,
): Promise<readonly LabelledIssue[]> {
  const octokit = createTokenClient(access)
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
