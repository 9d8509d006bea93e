/** Prepares clauses from pack files for the scanner: expands word lists and compiles patterns. */
import { answerClauses, genericAnswerKey, topicAnswerClauses } from './answers.ts'
import type { Clause } from './clause-schema.ts'
import type { LoadedSignature } from './loaded-signature.ts'
import type { OwnedClause } from './pack.ts'
import type { Problem } from './problems.ts'
import type { PackPattern } from './scanner/compiled-pattern.ts'
import type { PreparedClause } from './scanner/pattern-index.ts'
import type { Compile } from './scanner/patterns.ts'
import type { Shared } from './shared-files.ts'
import type { WordLists } from './shared-schema.ts'

interface Context {
  /** Word lists, which clauses reference as `@name`. */
  readonly words: WordLists
  readonly compile: Compile
  /** Problems found are added here. */
  readonly problems: Problem[]
}

/** Returns every clause of the signatures in force, with its owner. */
export function prepareClauses(
  loaded: readonly LoadedSignature[],
  context: Context,
): readonly PreparedClause<PackPattern>[] {
  return loaded
    .filter(isInForce)
    .flatMap(({ file, signature, lineOf }) => [
      ...(['evidence', 'against', 'only-when'] as const).flatMap((role) =>
        signature[role].map((clause, at) =>
          prepareClause({ role, owner: signature.id, clause }, { ...context, file, line: lineOf([role, at]) }),
        ),
      ),
      ...answerClauses(signature).map(({ key, clause, path }) =>
        prepareClause({ role: 'answer', owner: key, clause }, { ...context, file, line: lineOf(path) }),
      ),
    ])
}

export function isInForce({ signature }: LoadedSignature): boolean {
  return signature.status !== 'retired'
}

/** Returns every clause of the shared files, with its owner. */
export function prepareShared({ boilerplate, counterSigns, topic, genericMessages }: Shared, context: Context) {
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
    ...topicAnswerClauses(topic.value['ask-when'] ?? []).map(({ key, clause, path }) =>
      prepare({ role: 'answer', owner: key, clause }, topic.file, topic.lineOf(path)),
    ),
    ...genericMessages.value.map(({ id, regex }, at) =>
      prepare(
        { role: 'generic', owner: id, clause: sharedClause(id, [regex]) },
        genericMessages.file,
        genericMessages.lineOf([at]),
      ),
    ),
    ...genericMessages.value.flatMap(({ id, 'answered-by': patterns }, at) =>
      patterns.length === 0
        ? []
        : [
            prepare(
              { role: 'answer', owner: genericAnswerKey(id), clause: sharedClause(id, patterns) },
              genericMessages.file,
              genericMessages.lineOf([at, 'answered-by']),
            ),
          ],
    ),
    ...boilerplate.value.map(({ id, regex }, at) =>
      prepare(
        { role: 'boilerplate', owner: id, clause: sharedClause(id, regex) },
        boilerplate.file,
        boilerplate.lineOf([at]),
      ),
    ),
  ]
}

function sharedClause(id: string, regex: string[]): Clause {
  return { id, in: ['any'], strength: 'supporting', regex, case: 'ignore' }
}

interface ClauseContext extends Context {
  readonly file: string
  readonly line: number
}

function prepareClause(owned: OwnedClause, context: ClauseContext): PreparedClause<PackPattern> {
  const { clause } = owned
  const regexes = clause.regex === undefined ? [] : [clause.regex].flat()
  const patterns = regexes.map((regex) => context.compile(regex, clause.case === 'match'))
  const usable = patterns.flatMap((it, at) => {
    if (!('message' in it)) return [it]
    const message = `clause \`${clause.id}\`: the pattern '${regexes[at]}' ${it.message}`
    context.problems.push({ file: context.file, line: context.line, message, hint: it.hint })
    return []
  })
  return { owned: { ...owned, clause: expandWords(clause, context) }, patterns: usable }
}

/** Replaces `@name` with the words in that list. */
function expandWords(clause: Clause, { file, line, words, problems }: ClauseContext): Clause {
  if (clause.near === undefined) return clause
  const expand = (term: string): readonly string[] => {
    if (!term.startsWith('@')) return [term]
    const list = words[term.slice(1)]
    if (list !== undefined) return list
    const hint = `word lists: ${Object.keys(words).join(', ') || 'none'}`
    problems.push({ file, line, message: `clause \`${clause.id}\`: no word list is called \`${term}\``, hint })
    return [term.slice(1)]
  }
  return { ...clause, near: { ...clause.near, all: clause.near.all.map((terms) => terms.flatMap(expand)) } }
}
