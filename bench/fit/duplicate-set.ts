/** A set of known duplicates with every report's matches, and the questions that fitting and measuring ask about it. */
import type { Match } from '../../src/core/duplicates/find-matches.ts'
import {
  type MatchModel,
  type MatchThresholds,
  probabilityOf,
  weightsFor,
} from '../../src/core/duplicates/probability.ts'
import type { DuplicateGroup } from '../../src/core/evaluation/duplicate-corpus.ts'
import { linksOf, measureDuplicates, type QueryResult } from '../../src/core/evaluation/evaluate-duplicates.ts'
import type { DuplicateSet } from '../duplicate-corpora.ts'
import type { LinksAtLevel } from './duplicate-thresholds.ts'

export class AnsweredSet {
  readonly set: DuplicateSet
  readonly answers: readonly QueryResult[]
  /** The group of each grouped report; groups that share a report count as one. */
  readonly #groups: ReadonlyMap<string, string>
  readonly #lookAlikes: ReadonlySet<string>
  readonly #judged: ReadonlySet<string>

  constructor(set: DuplicateSet, answers: readonly QueryResult[]) {
    const keptIds = new Set(set.kept.flatMap(({ ids }) => ids))
    this.set = set
    this.answers = answers
      .filter(({ id }) => !keptIds.has(id))
      .map((answer) => ({ ...answer, matches: answer.matches.filter(({ id }) => !keptIds.has(id)) }))
    this.#groups = joinGroups(set.groups)
    this.#lookAlikes = new Set(set.lookAlikes.map(({ ids }) => pairKey(ids[0] as string, ids[1] as string)))
    this.#judged = new Set(this.#groups.keys())
  }

  /** The name of the report's group, or its own id if it has none. */
  groupOf(id: string): string {
    return this.#groups.get(id) ?? id
  }

  isGrouped(id: string): boolean {
    return this.#groups.has(id)
  }

  areSame(a: string, b: string): boolean {
    return this.isGrouped(a) && this.groupOf(a) === this.groupOf(b)
  }

  areLookAlikes(a: string, b: string): boolean {
    return this.#lookAlikes.has(pairKey(a, b))
  }

  /** The same set with the probabilities that the model given for each report yields. */
  judgeBy(modelFor: (id: string) => MatchModel): AnsweredSet {
    return new AnsweredSet(
      this.set,
      this.answers.map((answer) => judge(answer, modelFor(answer.id))),
    )
  }

  /** The answers as they would be with these thresholds. */
  accepting(thresholds: MatchThresholds): readonly QueryResult[] {
    const accept = ({ contradiction, probability, kind }: Match) =>
      contradiction === null && probability >= thresholds[kind]
    return this.answers.map((answer) => ({
      ...answer,
      matches: answer.matches.map(({ id, match }) => ({ id, match: { ...match, accepted: accept(match) } })),
    }))
  }

  linksAt(thresholds: MatchThresholds): LinksAtLevel {
    const answers = this.accepting(thresholds)
    const links = answers.flatMap((answer) => linksOf(answer).map((other) => [answer.id, other] as const))
    const ofQueries = links.filter(([id]) => this.isGrouped(id))
    const judged = ofQueries.filter(([, other]) => this.#judged.has(other))
    const linked = new Set(links.map(([a, b]) => pairKey(a, b)))
    const { lookAlikes } = this.set
    const confused = lookAlikes.filter(({ ids }) => linked.has(pairKey(ids[0] as string, ids[1] as string))).length
    return {
      links: measureDuplicates(answers, this.set.groups).links,
      judged: { posted: judged.length, right: judged.filter(([a, b]) => this.areSame(a, b)).length },
      lookAlikes: lookAlikes.length === 0 ? 0 : confused / lookAlikes.length,
    }
  }
}

export function judge(answer: QueryResult, model: MatchModel): QueryResult {
  const isContradicted = ({ contradiction }: Match) => Number(contradiction !== null)
  const matches = answer.matches
    .map(({ id, match }) => ({
      id,
      match: { ...match, probability: probabilityOf(match.features, weightsFor(match.kind, model)) },
    }))
    .sort((a, b) => isContradicted(a.match) - isContradicted(b.match) || b.match.probability - a.match.probability)
  return { ...answer, matches }
}

function joinGroups(groups: readonly DuplicateGroup[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>()
  for (const { ids } of groups) {
    const names = new Set(ids.map((id) => joined.get(id) ?? id))
    const [name] = [...names].sort()
    for (const [id, its] of joined) if (names.has(its)) joined.set(id, name as string)
    for (const id of ids) joined.set(id, name as string)
  }
  return joined
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}
