/** Checks what one file cannot know by itself: ids against file names and each other, references, captured names. */
import { posix } from 'node:path'
import { compilePattern } from './patterns.ts'
import type { Problem } from './problems.ts'
import type { CounterSigns, Signature } from './schema.ts'

export interface LoadedSignature {
  readonly file: string
  readonly signature: Signature
  lineOf(path: readonly PropertyKey[]): number
}

/** @returns every problem between the files of a pack */
export function checkRelations(loaded: readonly LoadedSignature[], counterSigns: CounterSigns): readonly Problem[] {
  const byId = new Map(loaded.map((it) => [it.signature.id, it]))
  return loaded.flatMap((it) => [
    ...checkId(it, byId),
    ...checkReferences(it, byId),
    ...checkCounterSigns(it, counterSigns),
    ...checkBroader(it, byId),
    ...checkClauseIds(it),
    ...checkCaptures(it, byId),
    ...checkExamples(it),
  ])
}

type ById = ReadonlyMap<string, LoadedSignature>

function problem(it: LoadedSignature, path: readonly PropertyKey[], says: { message: string; hint: string }): Problem {
  return { file: it.file, line: it.lineOf(path), ...says }
}

function checkId(it: LoadedSignature, byId: ById): readonly Problem[] {
  const { id } = it.signature
  const stem = posix.basename(it.file).replace(/\.ya?ml$/, '')
  const found: Problem[] = []
  if (stem !== id) {
    const message = `the id \`${id}\` is unlike the file's name`
    found.push(problem(it, ['id'], { message, hint: `name the file ${id}.yaml, or write \`id: ${stem}\`` }))
  }
  const other = byId.get(id)
  if (other !== undefined && other !== it) {
    const message = `the id \`${id}\` is taken by ${other.file}`
    found.push(problem(it, ['id'], { message, hint: 'give one of the two another id' }))
  }
  return found
}

function checkReferences(it: LoadedSignature, byId: ById): readonly Problem[] {
  const siblings = it.signature['confused-with'].map((sibling, at) => ({
    id: sibling.id,
    path: ['confused-with', at, 'id'],
  }))
  const expected = it.signature.examples.flatMap((example, at) => {
    const id = example.expect.signature
    return id === undefined || id === 'none' ? [] : [{ id, path: ['examples', at, 'expect', 'signature'] }]
  })
  const unknown = [...siblings, ...expected]
    .filter(({ id }) => !byId.has(id))
    .map(({ id, path }) =>
      problem(it, path, { message: `no signature is called \`${id}\``, hint: didYouMean(id, byId) }),
    )
  const self = siblings
    .filter(({ id }) => id === it.signature.id)
    .map(({ path }) =>
      problem(it, path, { message: 'is confused with itself', hint: 'name the sibling that it is confused with' }),
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
    .filter((id) => counterSigns[id] === undefined)
    .map((id) => {
      const hint = `signatures/counter-signs.yaml has: ${Object.keys(counterSigns).join(', ') || 'none'}`
      return problem(it, ['not-when'], { message: `no counter-sign is called \`${id}\``, hint })
    })
}

/** The broader signature must exist, and following `broader` must come to an end. */
function checkBroader(it: LoadedSignature, byId: ById): readonly Problem[] {
  const seen = [it.signature.id]
  for (let id = it.signature.broader; id !== undefined; id = byId.get(id)?.signature.broader) {
    if (!byId.has(id)) {
      return [problem(it, ['broader'], { message: `no signature is called \`${id}\``, hint: didYouMean(id, byId) })]
    }
    if (seen.includes(id)) {
      const message = `\`broader\` runs in a circle: ${[...seen, id].join(' → ')}`
      return [problem(it, ['broader'], { message, hint: 'remove `broader` from the most general of them' })]
    }
    seen.push(id)
  }
  return []
}

function checkClauseIds(it: LoadedSignature): readonly Problem[] {
  const { evidence, against, 'only-when': gates } = it.signature
  const ids = [...evidence, ...against, ...gates].map((clause) => clause.id)
  return ids
    .filter((id, at) => ids.indexOf(id) !== at)
    .map((id) =>
      problem(it, ['evidence'], { message: `two clauses are called \`${id}\``, hint: 'give each its own id' }),
    )
}

/** `{{name}}` in a checklist must be a value that some pattern captures. */
function checkCaptures(it: LoadedSignature, byId: ById): readonly Problem[] {
  const { evidence, inherits, broader, checklist } = it.signature
  const inherited = inherits && broader !== undefined ? (byId.get(broader)?.signature.evidence ?? []) : []
  const captured = new Set(
    [...evidence, ...inherited].flatMap((clause) =>
      [clause.regex ?? []].flat().flatMap((regex) => {
        const pattern = compilePattern(regex, clause.case === 'match')
        return 'message' in pattern ? [] : pattern.captureNames
      }),
    ),
  )
  return checklist.flatMap((step, at) =>
    [...`${step.check} ${step.how ?? ''} ${step.expect} ${step.otherwise}`.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)]
      .map((match) => match[1] as string)
      .filter((name) => !captured.has(name))
      .map((name) => {
        const hint = `captured are: ${[...captured].join(', ') || 'none'}; add \`(?<${name}>…)\` to a pattern`
        return problem(it, ['checklist', at], { message: `\`{{${name}}}\` is captured by no pattern`, hint })
      }),
  )
}

/** A signature proves itself by reports that it must recognise and by near misses that it must not. */
function checkExamples(it: LoadedSignature): readonly Problem[] {
  const { id, examples } = it.signature
  const own = examples.filter((example) => (example.expect.signature ?? id) === id)
  const names = examples.map((example) => example.name)
  const found: Problem[] = names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) =>
      problem(it, ['examples'], { message: `two examples are called "${name}"`, hint: 'give each its own name' }),
    )
  if (own.length === 0) {
    const hint = 'add a report that this signature must recognise'
    found.push(problem(it, ['examples'], { message: 'no example that must match', hint }))
  }
  if (own.length === examples.length) {
    const hint = 'add a near miss: the positive of a sibling, with `expect: { signature: <sibling> }`'
    found.push(problem(it, ['examples'], { message: 'no example that must not match', hint }))
  }
  return found
}
