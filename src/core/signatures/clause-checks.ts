/** Checks the names inside a signature: its clause ids and the captured values in its texts. */
import { evidenceAnswers } from './answers.ts'
import { codeIn, namesIn, readsAsSentence } from './authored-text.ts'
import { describeUnsafeCapture } from './capture-width.ts'
import type { Clause } from './clause-schema.ts'
import { type ById, type LoadedSignature, problemIn } from './loaded-signature.ts'
import type { Problem } from './problems.ts'
import { REPORT_VALUES } from './report-values.ts'
import type { Compile } from './scanner/patterns.ts'
import type { Signature } from './schema.ts'
import { MAX_STRICT_LENGTH } from './strict-shapes.ts'

/** @param byId all signatures of the pack, since a signature can inherit another signature's clauses */
export function checkClauses(it: LoadedSignature, byId: ById, compile: Compile): readonly Problem[] {
  return [...checkClauseIds(it, byId), ...checkEvidenceAnswers(it, byId), ...checkCaptures(it, byId, compile)]
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

function checkEvidenceAnswers(it: LoadedSignature, byId: ById): readonly Problem[] {
  const ids = [...inheritedFrom(it, byId), ...it.signature.evidence].map((clause) => clause.id)
  return evidenceAnswers(it.signature)
    .filter(({ clause }) => !ids.includes(clause))
    .map(({ clause, path }) =>
      problemIn(it, path, {
        message: `no clause of \`evidence\` is called \`${clause}\``,
        hint: `clauses: ${ids.join(', ')}`,
      }),
    )
}

function inheritedFrom({ signature: { inherits, broader } }: LoadedSignature, byId: ById): readonly Clause[] {
  return inherits && broader !== undefined ? (byId.get(broader)?.signature.evidence ?? []) : []
}

/** Every `{{name}}` must be a report value or captured by a pattern. In code, the captured value must be a plain value. */
function checkCaptures(it: LoadedSignature, byId: ById, compile: Compile): readonly Problem[] {
  const groups = groupsOf([...it.signature.evidence, ...inheritedFrom(it, byId)], compile)
  return textsOf(it.signature).flatMap(({ path, text, code }) => [
    ...namesIn(text)
      .filter((name) => !groups.has(name) && !isReportValue(name))
      .map((name) => problemIn(it, path, notCaptured(name, groups))),
    ...namesIn(code).flatMap((name) => {
      const wide = groups.get(name)?.find(({ width }) => width !== null)
      return wide === undefined ? [] : [problemIn(it, path, unfitForCode(name, wide))]
    }),
  ])
}

function isReportValue(name: string): boolean {
  return REPORT_VALUES.some((it) => it === name)
}

interface Group {
  readonly pattern: string
  /** Describes what the group can capture that is unsafe in code; null if everything is safe. */
  readonly width: string | null
}

/** Returns the patterns that capture each name. `prepareClauses` reports a pattern that does not compile. */
function groupsOf(clauses: readonly Clause[], compile: Compile): ReadonlyMap<string, readonly Group[]> {
  const groups = clauses.flatMap((clause) =>
    [clause.regex ?? []].flat().flatMap((pattern) => {
      const compiled = compile(pattern, clause.case === 'match')
      if ('message' in compiled) return []
      return compiled.captureNames.map((name) => ({ name, pattern, width: describeUnsafeCapture(pattern, name) }))
    }),
  )
  return Map.groupBy(groups, ({ name }) => name)
}

type Explanation = Pick<Problem, 'message' | 'hint'>

function notCaptured(name: string, groups: ReadonlyMap<string, unknown>): Explanation {
  const hint = `captured values: ${[...groups.keys()].join(', ') || 'none'}; add \`(?<${name}>…)\` to a pattern`
  return { message: `no pattern captures \`{{${name}}}\``, hint }
}

/** People paste code without reading it, and the report's author controls the captured value. */
function unfitForCode(name: string, { pattern, width }: Group): Explanation {
  return {
    message: `\`{{${name}}}\` is used in code, but its group in '${pattern}' can capture ${width}`,
    hint: `write \`{{${name}}}\` outside backticks and commands, or let the group match at most ${MAX_STRICT_LENGTH} letters, digits and \`_.:/%~@+-\`, e.g. \`(?<${name}>[\\w.:/-]{1,100})\``,
  }
}

interface AuthoredText {
  readonly path: readonly PropertyKey[]
  readonly text: string
  /** The part shown as code. */
  readonly code: string
}

/** Returns every text in a signature that people see. */
function textsOf(signature: Signature): readonly AuthoredText[] {
  const sentence = (text: string | undefined, ...path: PropertyKey[]): AuthoredText => {
    return { path, text: text ?? '', code: codeIn(text ?? '').join('\n') }
  }
  const command = (text: string | undefined, ...path: PropertyKey[]): AuthoredText => {
    const authored = sentence(text, ...path)
    return readsAsSentence(authored.text) ? authored : { ...authored, code: authored.text }
  }
  const { checklist, remedies, 'confused-with': siblings, ask, causes, prevention, never } = signature
  return [
    ...(['title', 'cause', 'deciding', 'solved-when'] as const).map((field) => sentence(signature[field], field)),
    ...causes.map(({ text }, at) => sentence(text, 'causes', at)),
    ...ask.map(({ text }, at) => sentence(text, 'ask', at)),
    ...Object.entries({ prevention, never }).flatMap(([field, texts]) =>
      texts.map((text, at) => sentence(text, field, at)),
    ),
    ...siblings.flatMap(({ tell, ask }, at) => [
      sentence(tell, 'confused-with', at, 'tell'),
      sentence(ask?.text, 'confused-with', at, 'ask'),
    ]),
    ...remedies.map(({ text }, at) => sentence(text, 'remedies', at, 'text')),
    ...checklist.flatMap(({ check, how, windows, outcomes }, at) => [
      sentence(check, 'checklist', at, 'check'),
      command(how, 'checklist', at, 'how'),
      command(windows, 'checklist', at, 'windows'),
      ...outcomes.flatMap(({ see, means, next }, outcome) =>
        Object.entries({ see, means, next }).map(([part, text]) =>
          sentence(text, 'checklist', at, 'outcomes', outcome, part),
        ),
      ),
    ]),
  ]
}
