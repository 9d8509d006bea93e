/** Checks the names inside a signature: ids of its clauses, and the captured values that its checklist speaks of. */
import type { Clause } from './clause-schema.ts'
import { type ById, type LoadedSignature, problemIn } from './loaded-signature.ts'
import type { Compile } from './patterns.ts'
import type { Problem } from './problems.ts'

/** @param byId all signatures of the pack, since some inherit the clauses of another */
export function checkClauses(it: LoadedSignature, byId: ById, compile: Compile): readonly Problem[] {
  return [...checkClauseIds(it, byId), ...checkCaptures(it, byId, compile)]
}

function checkClauseIds(it: LoadedSignature, byId: ById): readonly Problem[] {
  const { evidence, against, 'only-when': gates } = it.signature
  const ids = [...inheritedFrom(it, byId), ...evidence, ...against, ...gates].map((clause) => clause.id)
  return ids
    .filter((id, at) => ids.indexOf(id) !== at)
    .map((id) =>
      problemIn(it, ['evidence'], { message: `two clauses are called \`${id}\``, hint: 'give each its own id' }),
    )
}

function inheritedFrom({ signature: { inherits, broader } }: LoadedSignature, byId: ById): readonly Clause[] {
  return inherits && broader !== undefined ? (byId.get(broader)?.signature.evidence ?? []) : []
}

/** `{{name}}` in a checklist must be a value that some pattern captures. */
function checkCaptures(it: LoadedSignature, byId: ById, compile: Compile): readonly Problem[] {
  const { evidence, checklist } = it.signature
  const inherited = inheritedFrom(it, byId)
  const captured = new Set(
    [...evidence, ...inherited].flatMap((clause) =>
      [clause.regex ?? []].flat().flatMap((regex) => {
        const pattern = compile(regex, clause.case === 'match')
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
        return problemIn(it, ['checklist', at], { message: `\`{{${name}}}\` is captured by no pattern`, hint })
      }),
  )
}
