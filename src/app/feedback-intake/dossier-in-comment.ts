/**
 * Writes an issue's dossier for use in a comment. Everyone who can read the issue can read the comment, so apart from
 * the issue's own repository, the dossier shows only public ones, even if the App can see more.
 */

import type { GitHub } from '../../adapters/github/github.ts'
import type { IssueReader, TimelineEvent } from '../../adapters/github/issue-reader.ts'
import { type IssueRef, type RepositoryRef, repositoryName } from '../../core/issue-ref.ts'
import { unlessUnreadable } from '../analysis/analysis.ts'
import { buildDossier, type DossierWriter } from '../issue-dossier/issue-dossier.ts'

/**
 * Keeps the number of GitHub calls for one comment small: only the issue with its timeline and the issues that it links
 * to are read.
 */
const CRAWL_LIMITS = { depth: 1, most: 15 } as const

/**
 * Maximum number of other repositories whose visibility is checked. Needed because anybody can refer to an issue from
 * any number of repositories.
 */
const MAX_REPOSITORIES = 30

export interface DossierDeps {
  readonly github: Pick<GitHub, 'readRepository'>
  /** Reads issues with the access of the App's installation on the repository. */
  readonly reader: IssueReader
  readonly writer: DossierWriter
  /** URL of GitHub's website, e.g. `https://github.com`. */
  readonly site: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/**
 * @returns Markdown; null if the issue is not visible
 * @throws TriageError('github-refused') when the issue itself cannot be read
 */
export async function writeDossier(ref: IssueRef, deps: DossierDeps): Promise<string | null> {
  const { github, writer, site, clock } = deps
  const reader = publicOnly(deps.reader, ref, async (it) => (await github.readRepository(it))?.isPublic === true)
  const written = buildDossier(ref, { ...CRAWL_LIMITS, host: new URL(site).host }, { reader, writer, clock })
  return (await unlessUnreadable(written, null))?.document ?? null
}

/** Hides issues in other repositories that are not public, and their references to this issue. */
function publicOnly(
  reader: IssueReader,
  home: RepositoryRef,
  isPublic: (repository: RepositoryRef) => Promise<boolean>,
): IssueReader {
  const checked = new Map<string, Promise<boolean>>()
  const mayShow = (other: RepositoryRef): Promise<boolean> => {
    if (repositoryName(other) === repositoryName(home)) return Promise.resolve(true)
    const earlier = checked.get(repositoryName(other))
    if (earlier !== undefined) return earlier
    if (checked.size >= MAX_REPOSITORIES) return Promise.resolve(false)
    const answer = isPublic(other)
    checked.set(repositoryName(other), answer)
    return answer
  }
  const mayShowEvent = async (it: TimelineEvent) => it.kind !== 'reference' || mayShow(it.from)
  return {
    ...reader,
    readHead: async (ref) => ((await mayShow(ref)) ? reader.readHead(ref) : null),
    async readTimeline(ref, mostPages) {
      const { happenings, complete } = await reader.readTimeline(ref, mostPages)
      const isShown = await Promise.all(happenings.map(mayShowEvent))
      return { happenings: happenings.filter((_, at) => isShown[at]), complete }
    },
    readSubIssues: async (ref) => {
      const all = await reader.readSubIssues(ref)
      const isShown = await Promise.all(all.map(mayShow))
      return all.filter((_, at) => isShown[at])
    },
  }
}
