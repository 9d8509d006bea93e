/** Reads files through the contents API: https://docs.github.com/en/rest/repos/contents */

import { isNotPermitted, refusalStatus } from '../refusal.ts'
import type { FileNotRead, FileRequest, RepositoryFiles } from '../repository-files.ts'
import type { Calls } from './octokit-calls.ts'

export function createOctokitFiles(calls: Calls): RepositoryFiles {
  return {
    async readFile(request) {
      const response = await read(calls, request)
      if (typeof response === 'string') return response
      const { data, version } = response
      if (Array.isArray(data) || !('content' in data)) return 'absent'
      // GitHub omits the content of files that are 1 MB or larger.
      if (data.encoding !== 'base64') return 'too-large'
      return { text: Buffer.from(data.content, 'base64').toString('utf8'), version }
    },
    async listFiles(request) {
      const response = await read(calls, request)
      if (typeof response === 'string') return response === 'forbidden' ? 'absent' : response
      const { data, version } = response
      if (!Array.isArray(data)) return 'absent'
      const files = data.filter(({ type }) => type === 'file').map(({ path, size }) => ({ path, bytes: size }))
      return { files, version }
    },
  }
}

async function read({ octokit, read, permissions }: Calls, { repository, path, commit, known }: FileRequest) {
  const { owner, repo } = repository
  const headers = known ? { 'if-none-match': known } : {}
  const at = commit === undefined ? {} : { ref: commit }
  try {
    const { data, headers: responseHeaders } = await permissions.within('settings', () =>
      read(`to read ${path} in ${owner}/${repo}`, () =>
        octokit.rest.repos.getContent({ owner, repo, path, ...at, headers }),
      ),
    )
    return { data, version: responseHeaders.etag ?? null }
  } catch (error) {
    const notRead = isNotPermitted(error) ? 'forbidden' : toNotRead(refusalStatus(error))
    if (notRead === null) throw error
    return notRead
  }
}

/** GitHub also returns 404 for a repository that the App cannot access. */
function toNotRead(status: number): FileNotRead | null {
  if (status === 304) return 'unchanged'
  return status === 404 ? 'absent' : null
}
