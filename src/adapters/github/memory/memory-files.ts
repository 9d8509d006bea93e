/** The files of repositories kept in memory; versions count up as ETags change. */
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { FileRequest, RepositoryFiles } from '../repository-files.ts'

export interface MemoryFiles extends RepositoryFiles {
  /** Writes a file as a person would by a push; null removes it. */
  writeFile(repository: RepositoryRef, path: string, text: string | null): void
}

/** GitHub's contents API hands out files up to this size. */
const LARGEST = 1024 * 1024

export function createMemoryFiles(): MemoryFiles {
  const files = new Map<string, string>()
  let pushes = 0
  const version = () => `"${pushes}"`
  return {
    writeFile(repository, path, text) {
      pushes += 1
      if (text === null) files.delete(keyOf({ repository, path }))
      else files.set(keyOf({ repository, path }), text)
    },
    async readFile(address) {
      const text = files.get(keyOf(address))
      if (text === undefined) return 'absent'
      if (address.known === version()) return 'unchanged'
      return text.length > LARGEST ? 'too-large' : { text, version: version() }
    },
    async listFiles(address) {
      const folder = `${keyOf(address)}/`
      const inside = [...files].filter(([key]) => key.startsWith(folder) && !key.slice(folder.length).includes('/'))
      if (inside.length === 0) return 'absent'
      if (address.known === version()) return 'unchanged'
      const found = inside.map(([key, text]) => ({ path: `${address.path}/${key.slice(folder.length)}`, text }))
      return { files: found.map(({ path, text }) => ({ path, bytes: Buffer.byteLength(text) })), version: version() }
    },
  }
}

function keyOf({ repository: { owner, repo }, path }: FileRequest): string {
  return `${owner}/${repo}:`.toLowerCase() + path
}
