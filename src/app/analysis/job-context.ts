/**
 * The context that all jobs on one thread share: the operator's pack, and the compiled rules of recently used
 * repositories.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { plainRules } from '../../core/settings/plain-rules.ts'
import { type RepositoryRules, type Rules, type RulesSource, resolveRules } from '../../core/settings/rules.ts'
import type { Pack } from '../../core/signatures/pack.ts'

/** A job's rules: their source, rules already compiled on this thread, or null for the operator's own rules. */
export type GivenRules = RulesSource | Rules | null

export interface JobContext {
  readonly pack: Pack
  rulesOf(given: GivenRules): Rules
}

/** A repository's compiled signatures take up a few megabytes. */
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

/** Passes rules to a job by their source. Rules without a source were compiled on this thread, as in tests. */
export function givenRules(rules: RepositoryRules): GivenRules {
  return rules.source ?? (rules as Rules)
}
