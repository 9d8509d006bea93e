/**
 * The report on one issue, for a comment: whoever reads the issue reads it, so of other repositories it tells only what
 * is public, also where the App could see more.
 */

import type { GitHub } from '../../adapters/github/github.ts'
import type { Happening, IssueReader } from '../../adapters/github/issue-reader.ts'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import { unlessUnreadable } from '../analysis/analysis.ts'
import { type ReportWriter, reportOnIssue } from '../issue-dossier/issue-dossier.ts'

/** What a comment may take of the hour's calls: the issue with its timeline, and what it links. */
const WALK = { depth: 1, most: 15 } as const

/** Other repositories that are asked about; anybody can refer to an issue from any number of them. */
const MAX_REPOSITORIES = 30

export interface DossierDeps {
  readonly github: Pick<GitHub, 'readRepository'>
  /** As the installation on the repository sees it. */
  readonly reader: IssueReader
  readonly writer: ReportWriter
  /** Address of GitHub as people see it, e.g. `https://github.com`. */
  readonly site: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/**
 * @returns Markdown; null when the issue may not be seen
 * @throws TriageError('github-refused') when the issue itself cannot be read
 */
export async function writeDossier(ref: IssueRef, deps: DossierDeps): Promise<string | null> {
  const { github, writer, site, clock } = deps
  const reader = withoutOthersSecrets(
    deps.reader,
    ref,
    async (it) => (await github.readRepository(it))?.isPublic === true,
  )
  const written = reportOnIssue(ref, { ...WALK, host: new URL(site).host }, { reader, writer, clock })
  return (await unlessUnreadable(written, null))?.document ?? null
}

/** An issue that may not be shown is not there, and neither is the word that it refers to this one. */
function withoutOthersSecrets(
  reader: IssueReader,
  home: RepositoryRef,
  isPublic: (repository: RepositoryRef) => Promise<boolean>,
): IssueReader {
  const known = new Map<string, Promise<boolean>>()
  const mayShow = (other: RepositoryRef): Promise<boolean> => {
    if (nameOf(other) === nameOf(home)) return Promise.resolve(true)
    const asked = known.get(nameOf(other))
    if (asked !== undefined) return asked
    if (known.size >= MAX_REPOSITORIES) return Promise.resolve(false)
    const answer = isPublic(other)
    known.set(nameOf(other), answer)
    return answer
  }
  const maySay = async (it: Happening) => it.kind !== 'reference' || mayShow(it.from)
  return {
    ...reader,
    readHead: async (ref) => ((await mayShow(ref)) ? reader.readHead(ref) : null),
    async readTimeline(ref, mostPages) {
      const { happenings, complete } = await reader.readTimeline(ref, mostPages)
      const said = await Promise.all(happenings.map(maySay))
      return { happenings: happenings.filter((_, at) => said[at]), complete }
    },
    readSubIssues: async (ref) => {
      const all = await reader.readSubIssues(ref)
      const said = await Promise.all(all.map(mayShow))
      return all.filter((_, at) => said[at])
    },
  }
}

function nameOf({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo}`.toLowerCase()
}
