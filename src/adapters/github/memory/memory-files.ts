/** In-memory repository files. A push counter serves as the ETag. */
import { type RepositoryRef, repositoryName } from '../../../core/issue-ref.ts'
import type { FileRequest, RepositoryFiles } from '../repository-files.ts'

export interface MemoryFiles extends RepositoryFiles {
  /** Writes a file, as a push by a person does; a null text deletes it. */
  writeFile(repository: RepositoryRef, path: string, text: string | null): void
  /** Remembers the repository's files as they are, as the state at this commit. */
  commitFiles(repository: RepositoryRef, sha: string): void
}

/** Maximum file size in GitHub's contents API. */
const MAX_FILE_SIZE = 1024 * 1024

export function createMemoryFiles(): MemoryFiles {
  const files = new Map<string, string>()
  /** Files by repository and commit. */
  const commits = new Map<string, ReadonlyMap<string, string>>()
  let pushes = 0
  const version = () => `"${pushes}"`
  const at = ({ repository, commit }: FileRequest): ReadonlyMap<string, string> =>
    commit === undefined ? files : (commits.get(`${keyOf({ repository, path: '' })}${commit}`) ?? new Map())
  return {
    commitFiles(repository, sha) {
      commits.set(`${keyOf({ repository, path: '' })}${sha}`, new Map(files))
    },
    writeFile(repository, path, text) {
      pushes += 1
      if (text === null) files.delete(keyOf({ repository, path }))
      else files.set(keyOf({ repository, path }), text)
    },
    async readFile(request) {
      const text = at(request).get(keyOf(request))
      if (text === undefined) return 'absent'
      if (request.known === version()) return 'unchanged'
      return text.length > MAX_FILE_SIZE ? 'too-large' : { text, version: version() }
    },
    async listFiles(request) {
      const folder = `${keyOf(request)}/`
      const inside = [...at(request)].filter(
        ([key]) => key.startsWith(folder) && !key.slice(folder.length).includes('/'),
      )
      if (inside.length === 0) return 'absent'
      if (request.known === version()) return 'unchanged'
      const found = inside.map(([key, text]) => ({ path: `${request.path}/${key.slice(folder.length)}`, text }))
      return { files: found.map(({ path, text }) => ({ path, bytes: Buffer.byteLength(text) })), version: version() }
    },
  }
}

function keyOf({ repository, path }: FileRequest): string {
  return `${repositoryName(repository)}:${path}`
}
