/** Checks signatures across files: ids against file names and each other, references, captured names, examples. */
import { checkClauses } from './clause-checks.ts'
import { type ById, idOfFile, type LoadedSignature, problemIn } from './loaded-signature.ts'
import type { Problem } from './problems.ts'
import type { Compile } from './scanner/patterns.ts'
import type { CounterSigns } from './shared-schema.ts'

/** Everything that the files may refer to. */
interface RelationContext {
  readonly counterSigns: CounterSigns
  /** Ids of signatures that exist but do not parse. */
  readonly broken: ReadonlySet<string>
  readonly compile: Compile
  /** The signatures to which the files are added; these are already checked. */
  readonly known?: readonly LoadedSignature[]
}

/** @returns every problem across the files of a pack */
export function checkRelations(
  loaded: readonly LoadedSignature[],
  { counterSigns, broken, compile, known = [] }: RelationContext,
): readonly Problem[] {
  const byId = new Map([...known, ...loaded].map((it) => [it.signature.id, it]))
  return loaded.flatMap((it) => [
    ...checkId(it, byId),
    ...checkReferences(it, byId, broken),
    ...checkCounterSigns(it, counterSigns),
    ...checkBroader(it, byId, broken),
    ...checkClauses(it, byId, compile),
    ...checkExamples(it),
  ])
}

function checkId(it: LoadedSignature, byId: ById): readonly Problem[] {
  const { id } = it.signature
  const stem = idOfFile(it.file)
  const found: Problem[] = []
  if (stem !== id) {
    const message = `the id \`${id}\` differs from the file name`
    found.push(problemIn(it, ['id'], { message, hint: `rename the file to ${id}.yaml, or write \`id: ${stem}\`` }))
  }
  const other = byId.get(id)
  if (other !== undefined && other !== it) {
    const message = `the id \`${id}\` is taken by ${other.file}`
    found.push(problemIn(it, ['id'], { message, hint: 'give one of the two another id' }))
  }
  return found
}

function checkReferences(it: LoadedSignature, byId: ById, broken: ReadonlySet<string>): readonly Problem[] {
  const siblings = it.signature['confused-with'].map((sibling, at) => ({
    id: sibling.id,
    path: ['confused-with', at, 'id'],
  }))
  const expected = it.signature.examples.flatMap((example, at) => {
    const id = example.expect.signature
    return id === undefined || id === 'none' ? [] : [{ id, path: ['examples', at, 'expect', 'signature'] }]
  })
  const unknown = [...siblings, ...expected]
    .filter(({ id }) => !byId.has(id) && !broken.has(id))
    .map(({ id, path }) =>
      problemIn(it, path, { message: `no signature is called \`${id}\``, hint: didYouMean(id, byId) }),
    )
  const self = siblings
    .filter(({ id }) => id === it.signature.id)
    .map(({ path }) =>
      problemIn(it, path, {
        message: 'lists itself in `confused-with`',
        hint: 'name the signature that it is confused with',
      }),
    )
  return [...unknown, ...self]
}

function didYouMean(id: string, byId: ById): string {
  const alike = [...byId.keys()].filter((known) => known.split('-').some((word) => id.split('-').includes(word)))
  return alike.length > 0
    ? `did you mean ${alike.map((it) => `\`${it}\``).join(' or ')}?`
    : 'remove it, or add that signature'
}

function checkCounterSigns(it: LoadedSignature, counterSigns: CounterSigns): readonly Problem[] {
  return it.signature['not-when']
    .filter((id) => !Object.hasOwn(counterSigns, id))
    .map((id) => {
      const hint = `signatures/counter-signs.yaml has: ${Object.keys(counterSigns).join(', ') || 'none'}`
      return problemIn(it, ['not-when'], { message: `no counter-sign is called \`${id}\``, hint })
    })
}

/**
 * The outcome for an authentication failure with an unknown cause. A top-level signature may have it as its `broader`.
 */
const NO_SIGNATURE = 'auth-other'

/** The broader signature must exist, and `broader` must not form a cycle. */
function checkBroader(it: LoadedSignature, byId: ById, broken: ReadonlySet<string>): readonly Problem[] {
  const seen = [it.signature.id]
  for (let id = it.signature.broader; id !== undefined; id = byId.get(id)?.signature.broader) {
    if (broken.has(id) || id === NO_SIGNATURE) return []
    if (!byId.has(id)) {
      return [problemIn(it, ['broader'], { message: `no signature is called \`${id}\``, hint: didYouMean(id, byId) })]
    }
    if (seen.includes(id)) {
      const message = `\`broader\` forms a cycle: ${[...seen, id].join(' → ')}`
      return [problemIn(it, ['broader'], { message, hint: 'remove `broader` from the most general of them' })]
    }
    seen.push(id)
  }
  return []
}

/** A signature needs reports that it must recognise and near misses that it must not recognise. */
function checkExamples(it: LoadedSignature): readonly Problem[] {
  const { id, examples } = it.signature
  const own = examples.filter((example) => (example.expect.signature ?? id) === id)
  const names = examples.map((example) => example.name)
  const found: Problem[] = names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) =>
      problemIn(it, ['examples'], { message: `two examples are called "${name}"`, hint: 'give each its own name' }),
    )
  if (own.length === 0) {
    const hint = 'add a report that this signature must recognise'
    found.push(problemIn(it, ['examples'], { message: 'no example that must match', hint }))
  }
  if (own.length === examples.length) {
    const hint = 'add a near miss: a report for a similar signature, with `expect: { signature: <other id> }`'
    found.push(problemIn(it, ['examples'], { message: 'no example that must not match', hint }))
  }
  return found
}
