/** The clusters of one repository as its matches and people's words make them just now, with their canonical reports. */
import { type Candidate, type CanonicalWords, chooseCanonical } from '../duplicates/canonical.ts'
import { formClusters, type Members, numberClusters, type PairWord } from '../duplicates/clusters.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import type { Store } from '../store/store.ts'
import { pairVerdicts, prevailing, RIGHTS, type Verdict } from '../verdict.ts'

export type ClusterStore = Pick<Store, 'matchesIn' | 'verdictsIn' | 'assignClusters'>

export interface Clusters {
  readonly list: readonly { readonly id: number; readonly members: Members }[]
  /** By number of a report; undefined where it is in no cluster. */
  readonly of: (number: number) => Members | undefined
  /** Chooses among some members of one cluster; undefined when there are none. */
  readonly canonical: <T extends Candidate>(members: readonly T[]) => T | undefined
  /** What people said of the reports of this repository and of another one in it. */
  readonly words: readonly PairWord[]
}

/** What people said about two reports, or about the one that stands for many. */
const ABOUT_REPORTS = ['duplicate-of', 'not-duplicate', 'split', 'canonical'] as const

export async function clustersOf(repository: RepositoryRef, store: ClusterStore): Promise<Clusters> {
  const matches = await store.matchesIn(repository)
  const verdicts = (await store.verdictsIn(repository, ABOUT_REPORTS)).filter((it) => isInside(it, repository))
  const words = pairVerdicts(verdicts).map(toWord)
  const clusters = formClusters(
    matches.map(({ number, other, probability }) => ({ a: number, b: other, probability })),
    words,
  )
  const { ids } = await store.assignClusters(repository, (known) => numberClusters(clusters, known))
  const byNumber = new Map(clusters.flatMap((members) => members.map((number) => [number, members] as const)))
  return {
    list: clusters.map((members) => ({ id: ids.get(members[0] as number) as number, members })),
    of: (number) => byNumber.get(number),
    canonical: (members) => chooseCanonical(members, canonicalWords(members, verdicts, words)),
    words,
  }
}

/** Passers-by are heard by a person first; issues of other repositories are in no cluster of this one. */
function isInside({ rights, other }: Verdict, { owner, repo }: RepositoryRef): boolean {
  const isHere = (it: RepositoryRef) => `${it.owner}/${it.repo}`.toLowerCase() === `${owner}/${repo}`.toLowerCase()
  return rights !== 'anyone' && other !== null && isHere(other)
}

function toWord({ kind, ref, other, rights, at }: Verdict): PairWord {
  const said = kind === 'duplicate-of' ? 'same' : 'not-same'
  return { kind: said, a: ref.number, b: other?.number ?? ref.number, rank: RIGHTS.indexOf(rights), at }
}

function canonicalWords(
  members: readonly Candidate[],
  verdicts: readonly Verdict[],
  words: readonly PairWord[],
): CanonicalWords {
  const inside = new Set(members.map(({ number }) => number))
  const choices = verdicts.filter(({ kind, other }) => kind === 'canonical' && inside.has(other?.number ?? 0))
  return {
    chosen: prevailing(choices)?.other?.number ?? null,
    duplicates: words.filter(({ kind }) => kind === 'same').map(({ a, b }) => [a, b] as const),
  }
}
