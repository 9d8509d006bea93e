/**
 * Checks rules that apply to a pack as a whole and cannot be checked in a single file: every evidence clause is proven
 * by an example, no example belongs to two signatures, and precedence has no contradictions. Runs the scanner and the
 * diagnosis on the examples.
 */
import { parseIssueText } from '../report/issue-text.ts'
import { readReport } from '../report/read-report.ts'
import type { Hit, Pack } from '../signatures/pack.ts'
import type { Example, Signature } from '../signatures/schema.ts'
import { PLACEHOLDER } from '../signatures/skeleton.ts'
import { findOneWayRings } from './confusion-rings.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnosis } from './diagnosis.ts'
import { type ModelParameters, SHIPPED_PARAMETERS } from './model-parameters.ts'
import { scanReport } from './read-hits.ts'

export interface PackFinding {
  readonly kind: 'unfinished' | 'unproven-clause' | 'two-owners' | 'contradictory-precedence' | 'one-way-ring'
  /** The signature whose file most likely has to change. */
  readonly signature: string
  readonly message: string
  readonly hint: string
}

/** One example in the pack, with its hits and its diagnosis. */
interface ExampleRun {
  readonly signature: Signature
  readonly example: Example
  /** The id that must rank first, or `none`. */
  readonly wanted: string
  readonly hits: readonly Hit[]
  readonly diagnosis: Diagnosis
}

/**
 * @param parameters fitted model parameters; pass others than the shipped ones only to measure a fit
 * @returns every finding, ordered by kind, then by signature; an empty list if the pack is sound
 */
export function checkPack(pack: Pack, parameters: ModelParameters = SHIPPED_PARAMETERS): readonly PackFinding[] {
  const runs = diagnoseExamples(pack, parameters)
  return [
    ...findUnfinished(pack),
    ...findUnprovenClauses(pack, runs),
    ...findTwoOwners(runs),
    ...findSharedReports(runs),
    ...findContradictions(runs),
    ...findRings(pack),
  ]
}

function diagnoseExamples(pack: Pack, parameters: ModelParameters): readonly ExampleRun[] {
  return [...pack.signatures.values()].flatMap((signature) =>
    signature.examples.map((example) => {
      const report = readReport(parseIssueText(example.report))
      return {
        signature,
        example,
        wanted: example.expect.signature ?? signature.id,
        hits: scanReport(report, pack).hits,
        diagnosis: diagnose(report, pack, parameters),
      }
    }),
  )
}

/** Finds placeholders that `signatures new` wrote for the author to replace. */
function findUnfinished(pack: Pack): readonly PackFinding[] {
  return [...pack.signatures.values()].flatMap((signature) => {
    const fields = Object.entries(signature).filter(([, value]) => JSON.stringify(value).includes(PLACEHOLDER))
    if (fields.length === 0) return []
    const message = `still has ${PLACEHOLDER} in ${fields.map(([field]) => `\`${field}\``).join(', ')}`
    return [{ kind: 'unfinished' as const, signature: signature.id, message, hint: 'replace it with your own text' }]
  })
}

/** Finds evidence clauses that are not known to work, because no example matches them. */
function findUnprovenClauses(pack: Pack, runs: readonly ExampleRun[]): readonly PackFinding[] {
  const proven = new Set(runs.flatMap(({ hits }) => hits.map(({ owned }) => owned)))
  return pack.scanner.clauses
    .filter((owned) => owned.role === 'evidence' && !proven.has(owned))
    .map(({ owner, clause }) => ({
      kind: 'unproven-clause' as const,
      signature: owner,
      message: `the evidence clause \`${clause.id}\` matches no example in the pack`,
      hint: `add an example that it matches (\`signatures explain ${owner}\` shows near misses), or remove the clause`,
    }))
}

function findTwoOwners(runs: readonly ExampleRun[]): readonly PackFinding[] {
  return runs.flatMap(({ signature, example, wanted, diagnosis }) => {
    const asserted = diagnosis.signature
    if (asserted === null || asserted === wanted || wanted === 'none') return []
    const clauses = diagnosis.ranked[0]?.evidence.map(({ id }) => `\`${id}\``).join(', ')
    return [
      {
        kind: 'two-owners' as const,
        signature: asserted,
        message: `is asserted for the example "${example.name}" of ${signature.id}, which expects ${wanted}`,
        hint: `narrow ${clauses || 'its evidence'}, or add an \`against\` clause for a detail only that report shows`,
      },
    ]
  })
}

/** Finds identical reports in two examples that expect different signatures. */
function findSharedReports(runs: readonly ExampleRun[]): readonly PackFinding[] {
  const byText = Map.groupBy(runs, ({ example }) => example.report.replace(/\s+/g, ' ').trim())
  return [...byText.values()].flatMap((same) => {
    const [first] = same
    const other = same.find(({ wanted }) => wanted !== first?.wanted)
    if (first === undefined || other === undefined) return []
    const expectation = `"${first.example.name}" of ${first.signature.id} expects ${first.wanted}`
    return [
      {
        kind: 'two-owners' as const,
        signature: other.signature.id,
        message: `the example "${other.example.name}" expects ${other.wanted}, but for the same report, ${expectation}`,
        hint: 'decide which of the two is right, or add a detail that distinguishes them to one of the reports',
      },
    ]
  })
}

/**
 * Finds contradictions in precedence. A narrower signature outranks its `broader` one when it has more than supporting
 * evidence. An example that expects the broader signature is a valid near miss if it has no such evidence, and a
 * contradiction if it does.
 */
function findContradictions(runs: readonly ExampleRun[]): readonly PackFinding[] {
  return runs.flatMap(({ signature, example, wanted, hits }) => {
    if (signature.broader === undefined || wanted !== signature.broader) return []
    const strongHit = hits.find(
      ({ owned }) =>
        owned.role === 'evidence' && owned.owner === signature.id && owned.clause.strength !== 'supporting',
    )
    if (strongHit === undefined) return []
    const clause = `\`${strongHit.owned.clause.id}\` (${strongHit.owned.clause.strength})`
    return [
      {
        kind: 'contradictory-precedence' as const,
        signature: signature.id,
        message: `is a kind of ${wanted}, but its example "${example.name}" expects ${wanted} to rank first although ${clause} matches it`,
        hint: `expect ${signature.id} there, narrow the clause, or remove \`broader\``,
      },
    ]
  })
}

function findRings(pack: Pack): readonly PackFinding[] {
  const pointers = new Map([...pack.signatures].map(([id, it]) => [id, it['confused-with'].map((other) => other.id)]))
  return findOneWayRings(pointers).map((ring) => ({
    kind: 'one-way-ring' as const,
    signature: ring[0] as string,
    message: `\`confused-with\` forms a ring without a mutual pair: ${[...ring, ring[0]].join(' → ')}`,
    hint: 'add `confused-with` in the other direction to at least one of them, with a `tell` from that side',
  }))
}
