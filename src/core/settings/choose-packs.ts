/**
 * Chooses the packs that are on in a repository: those that its settings list, or with `auto` those that its topics and
 * languages name. The same settings, pack and facts give the same choice.
 */
import type { PackChoice } from '../diagnosis/pack-choice.ts'
import type { PackContent } from '../signatures/pack.ts'
import type { RepositorySettings } from './repository-settings.ts'

/** What GitHub said about a repository's content, and when. */
export interface RepositoryFacts {
  readonly languages: readonly string[]
  readonly topics: readonly string[]
  /** Milliseconds since the epoch. */
  readonly readAt: number
}

export interface RepositoryPacks {
  /** `default`: the settings say nothing. */
  readonly mode: 'default' | 'auto' | 'list'
  /** Sorted names of the packs that are on for every report. */
  readonly on: readonly string[]
  /** Whether a report's own evidence turns on further packs. */
  readonly addsByEvidence: boolean
  /** The topics and languages that chose, as GitHub writes them. */
  readonly chosenBy: readonly string[]
}

/** @param facts null if they are not known */
export function choosePacks(
  { folders, packs }: PackContent,
  { signatures }: Pick<RepositorySettings, 'signatures'>,
  facts: RepositoryFacts | null,
): RepositoryPacks {
  const names = [...new Set(folders.values())].sort()
  const asked = signatures.packs
  if (Array.isArray(asked)) {
    return { mode: 'list', on: names.filter((it) => asked.includes(it)), addsByEvidence: false, chosenBy: [] }
  }
  const isAuto = asked === 'auto'
  const everything = {
    mode: isAuto ? ('auto' as const) : ('default' as const),
    on: names.filter((it) => packs[it]?.['opt-in'] !== true),
    addsByEvidence: true,
    chosenBy: [],
  }
  if (!isAuto || facts === null) return everything
  const topics = facts.topics.filter((it) => names.some((name) => packs[name]?.topics.includes(it)))
  // Languages say what a project is written in, not what it is about, so they only add to what the topics choose.
  if (topics.length === 0) return everything
  const languages = facts.languages.filter((it) => names.some((name) => packs[name]?.languages.includes(it)))
  const isChosen = (name: string) => {
    const known = packs[name]
    if (known === undefined || known.always) return true
    return known.topics.some((it) => topics.includes(it)) || known.languages.some((it) => languages.includes(it))
  }
  return { mode: 'auto', on: names.filter(isChosen), addsByEvidence: true, chosenBy: [...topics, ...languages] }
}

/** Describes the choice in one sentence for operators and maintainers. */
export function describePacks({ mode, on, chosenBy }: RepositoryPacks, facts: RepositoryFacts | null): string {
  const list = on.length === 0 ? 'none' : on.join(', ')
  if (mode === 'list') return `Only these packs are on, as listed in the settings: ${list}.`
  const more = 'A report that shows evidence of another pack turns it on for itself.'
  if (mode === 'default') return `All packs are on that need not be chosen: ${list}. ${more}`
  if (facts === null) return `\`auto\` knows no topics of this repository yet, so these packs are on: ${list}. ${more}`
  const day = new Date(facts.readAt).toISOString().slice(0, 10)
  if (chosenBy.length === 0) return `No topic read on ${day} chooses a pack, so \`auto\` has these on: ${list}. ${more}`
  return `\`auto\` chose these packs by ${chosenBy.join(', ')} (read on ${day}): ${list}. ${more}`
}

/** @returns the choice as the diagnosis takes it */
export function packChoice(pack: PackContent, settings: RepositorySettings, facts: RepositoryFacts | null): PackChoice {
  const { on, addsByEvidence } = choosePacks(pack, settings, facts)
  return { on: new Set(on), addsByEvidence }
}
