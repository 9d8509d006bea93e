/** Clauses as files hold them become clauses that a scanner looks for: word lists written out, patterns compiled. */
import type { Clause } from './clause-schema.ts'
import type { LoadedSignature } from './loaded-signature.ts'
import type { OwnedClause } from './pack.ts'
import type { Problem } from './problems.ts'
import type { PreparedClause } from './scanner/pattern-index.ts'
import type { Compile } from './scanner/patterns.ts'
import type { Shared } from './shared-files.ts'
import type { WordLists } from './shared-schema.ts'

interface Context {
  /** The lists that clauses name by `@name`. */
  readonly words: WordLists
  readonly compile: Compile
  /** What is wrong is added here. */
  readonly problems: Problem[]
}

/** Every clause of the signatures that are in force, with its owner. */
export function prepareClauses(loaded: readonly LoadedSignature[], context: Context): readonly PreparedClause[] {
  return loaded
    .filter(isInForce)
    .flatMap(({ file, signature, lineOf }) =>
      (['evidence', 'against', 'only-when'] as const).flatMap((role) =>
        signature[role].map((clause, at) =>
          prepareClause({ role, owner: signature.id, clause }, { ...context, file, line: lineOf([role, at]) }),
        ),
      ),
    )
}

export function isInForce({ signature }: LoadedSignature): boolean {
  return signature.status !== 'retired'
}

/** Every clause of the shared files, with its owner. */
export function prepareShared({ counterSigns, topic, genericMessages }: Shared, context: Context) {
  const prepare = (owned: OwnedClause, file: string, line: number) => prepareClause(owned, { ...context, file, line })
  return [
    ...Object.entries(counterSigns.value).flatMap(([owner, { evidence }]) =>
      evidence.map((clause, at) =>
        prepare(
          { role: 'counter-sign', owner, clause },
          counterSigns.file,
          counterSigns.lineOf([owner, 'evidence', at]),
        ),
      ),
    ),
    ...topic.value.evidence.map((clause, at) =>
      prepare({ role: 'topic', owner: 'topic', clause }, topic.file, topic.lineOf(['evidence', at])),
    ),
    ...genericMessages.value.map(({ id, regex }, at) =>
      prepare(
        { role: 'generic', owner: id, clause: genericClause(id, regex) },
        genericMessages.file,
        genericMessages.lineOf([at]),
      ),
    ),
  ]
}

function genericClause(id: string, regex: string): Clause {
  return { id, in: ['any'], strength: 'supporting', regex, case: 'ignore' }
}

interface Place extends Context {
  readonly file: string
  readonly line: number
}

function prepareClause(owned: OwnedClause, place: Place): PreparedClause {
  const { clause } = owned
  const regexes = clause.regex === undefined ? [] : [clause.regex].flat()
  const patterns = regexes.map((regex) => place.compile(regex, clause.case === 'match'))
  const usable = patterns.flatMap((it, at) => {
    if (!('message' in it)) return [it]
    const message = `clause \`${clause.id}\`: the pattern '${regexes[at]}' ${it.message}`
    place.problems.push({ file: place.file, line: place.line, message, hint: it.hint })
    return []
  })
  return { owned: { ...owned, clause: expandWords(clause, place) }, patterns: usable }
}

/** Replaces `@name` by the words of that list. */
function expandWords(clause: Clause, { file, line, words, problems }: Place): Clause {
  if (clause.near === undefined) return clause
  const expand = (term: string): readonly string[] => {
    if (!term.startsWith('@')) return [term]
    const list = words[term.slice(1)]
    if (list !== undefined) return list
    const hint = `the lists are: ${Object.keys(words).join(', ') || 'none'}`
    problems.push({ file, line, message: `clause \`${clause.id}\`: no word list is called \`${term}\``, hint })
    return [term.slice(1)]
  }
  return { ...clause, near: { ...clause.near, all: clause.near.all.map((terms) => terms.flatMap(expand)) } }
}
