/** What the jobs of one thread work with: the operator's pack, and the rules of the repositories seen last. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import {
  plainRules,
  type RepositoryRules,
  type Rules,
  type RulesSource,
  resolveRules,
} from '../../core/settings/rules.ts'
import type { Pack } from '../../core/signatures/pack.ts'

/** The rules of a job: what to compile them from, rules that hold in this thread, or null for the operator's own. */
export type GivenRules = RulesSource | Rules | null

export interface JobContext {
  readonly pack: Pack
  rulesOf(given: GivenRules): Rules
}

/** Signatures of a repository that are compiled take some megabytes. */
const MAX_KEPT_RULES = 20

export function createJobContext(pack: Pack): JobContext {
  const kept = new LRUCache<string, Rules>({ max: MAX_KEPT_RULES })
  const compiled = (source: RulesSource): Rules => {
    const key = createHash('sha256').update(JSON.stringify(source)).digest('hex')
    const rules = kept.get(key) ?? resolveRules(pack, { ...source, problems: [] })
    kept.set(key, rules)
    return rules
  }
  return {
    pack,
    rulesOf: (given) => (given === null ? plainRules(pack) : 'parameters' in given ? given : compiled(given)),
  }
}

/** How a job is told of the rules in force. Rules without a source were compiled in this thread, as tests do it. */
export function givenRules(rules: RepositoryRules): GivenRules {
  return rules.source ?? (rules as Rules)
}
