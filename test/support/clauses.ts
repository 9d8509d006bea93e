import type { Clause } from '../../src/core/signatures/clause-schema.ts'
import type { Hit } from '../../src/core/signatures/pack.ts'
import type { PreparedClause } from '../../src/core/signatures/scanner/pattern-index.ts'
import { compilePattern } from '../../src/core/signatures/scanner/patterns.ts'
import { buildScanner } from '../../src/core/signatures/scanner/scanner.ts'
import { segmentOf } from './packs.ts'

/** A compiled clause with these patterns for all kinds of segments. Throws if a pattern is invalid. */
export function prepared(regex: string | readonly string[], overrides: Partial<Clause> = {}): PreparedClause {
  const regexes = [regex].flat()
  const clause: Clause = {
    id: 'clause',
    in: ['any'],
    strength: 'strong',
    case: 'ignore',
    regex: [...regexes],
    ...overrides,
  }
  const patterns = regexes.map((it) => {
    const pattern = compilePattern(it, clause.case === 'match')
    if ('message' in pattern) throw new Error(`${it} ${pattern.message}`)
    return pattern
  })
  return { owned: { role: 'evidence', owner: 'owner', clause }, patterns }
}

/** The hits in a text, from a scanner with this one clause. */
export function scan(regex: string | readonly string[], text: string, overrides: Partial<Clause> = {}): readonly Hit[] {
  return buildScanner([prepared(regex, overrides)]).scan([segmentOf(text)])
}

/** The text of the first hit; null if there is none. */
export function matched(regex: string, text: string): string | null {
  const [hit] = scan(regex, text)
  return hit === undefined ? null : text.slice(hit.start, hit.end)
}
