/**
 * What a whole pack must keep to that no file shows by itself: every clause earns its place by an example, no example
 * belongs to two signatures, and precedence does not contradict itself. Comes in: a pack. Goes out: findings with what
 * to do. Runs the scanner and the diagnosis over the examples; changes nothing.
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

export interface PackFinding {
  readonly kind: 'unfinished' | 'unproven-clause' | 'two-owners' | 'contradictory-precedence' | 'one-way-ring'
  /** The signature whose file has to change, as far as one can tell. */
  readonly signature: string
  readonly message: string
  readonly hint: string
}

/** One example of the pack with all that was seen in it. */
interface Tried {
  readonly signature: Signature
  readonly example: Example
  /** The id that must rank first, or `none`. */
  readonly wanted: string
  readonly hits: readonly Hit[]
  readonly diagnosis: Diagnosis
}

/**
 * @param parameters what was fitted; the shipped one unless a fit is being measured
 * @returns every finding, in order of kind and signature; an empty list means that the pack is sound
 */
export function checkPack(pack: Pack, parameters: ModelParameters = SHIPPED_PARAMETERS): readonly PackFinding[] {
  const tried = tryExamples(pack, parameters)
  return [
    ...findUnfinished(pack),
    ...findUnprovenClauses(pack, tried),
    ...findTwoOwners(tried),
    ...findSharedReports(tried),
    ...findContradictions(tried),
    ...findRings(pack),
  ]
}

function tryExamples(pack: Pack, parameters: ModelParameters): readonly Tried[] {
  return [...pack.signatures.values()].flatMap((signature) =>
    signature.examples.map((example) => {
      const report = readReport(parseIssueText(example.report))
      return {
        signature,
        example,
        wanted: example.expect.signature ?? signature.id,
        hits: pack.scanner.scan(report.segments),
        diagnosis: diagnose(report, pack, parameters),
      }
    }),
  )
}

/** What `signatures new` put there for the author to write. */
function findUnfinished(pack: Pack): readonly PackFinding[] {
  return [...pack.signatures.values()].flatMap((signature) => {
    const fields = Object.entries(signature).filter(([, value]) => JSON.stringify(value).includes(PLACEHOLDER))
    if (fields.length === 0) return []
    const message = `still has ${PLACEHOLDER} in ${fields.map(([field]) => `\`${field}\``).join(', ')}`
    return [{ kind: 'unfinished' as const, signature: signature.id, message, hint: 'write what belongs there' }]
  })
}

/** Nobody knows whether a clause works that no example has shown to. */
function findUnprovenClauses(pack: Pack, tried: readonly Tried[]): readonly PackFinding[] {
  const proven = new Set(tried.flatMap(({ hits }) => hits.map(({ owned }) => owned)))
  return pack.clauses
    .filter((owned) => owned.role === 'evidence' && !proven.has(owned))
    .map(({ owner, clause }) => ({
      kind: 'unproven-clause' as const,
      signature: owner,
      message: `the evidence clause \`${clause.id}\` hits no example of the pack`,
      hint: `add an example that shows it (\`signatures explain ${owner}\` says how near one is), or remove the clause`,
    }))
}

function findTwoOwners(tried: readonly Tried[]): readonly PackFinding[] {
  return tried.flatMap(({ signature, example, wanted, diagnosis }) => {
    const asserted = diagnosis.signature
    if (asserted === null || asserted === wanted || wanted === 'none') return []
    const shown = diagnosis.ranked[0]?.evidence.map(({ id }) => `\`${id}\``).join(', ')
    return [
      {
        kind: 'two-owners' as const,
        signature: asserted,
        message: `asserts on the example "${example.name}" of ${signature.id}, which expects ${wanted}`,
        hint: `narrow ${shown || 'its evidence'}, or name in \`against\` what that report has and this failure has not`,
      },
    ]
  })
}

/** The same report under two signatures must have the same owner. */
function findSharedReports(tried: readonly Tried[]): readonly PackFinding[] {
  const byText = Map.groupBy(tried, ({ example }) => example.report.replace(/\s+/g, ' ').trim())
  return [...byText.values()].flatMap((same) => {
    const [first] = same
    const other = same.find(({ wanted }) => wanted !== first?.wanted)
    if (first === undefined || other === undefined) return []
    const place = `"${first.example.name}" of ${first.signature.id} expects ${first.wanted}`
    return [
      {
        kind: 'two-owners' as const,
        signature: other.signature.id,
        message: `the example "${other.example.name}" expects ${other.wanted}, and the same report, ${place}`,
        hint: 'decide which of the two it is, or add what tells them apart to one of the reports',
      },
    ]
  })
}

/**
 * A kind outranks its general failure wherever it shows more than supporting evidence. An example of the kind that
 * expects the general one is fine as a near miss, and a contradiction where the kind shows such evidence.
 */
function findContradictions(tried: readonly Tried[]): readonly PackFinding[] {
  return tried.flatMap(({ signature, example, wanted, hits }) => {
    if (signature.broader === undefined || wanted !== signature.broader) return []
    const sure = hits.find(
      ({ owned }) =>
        owned.role === 'evidence' && owned.owner === signature.id && owned.clause.strength !== 'supporting',
    )
    if (sure === undefined) return []
    const clause = `\`${sure.owned.clause.id}\` (${sure.owned.clause.strength})`
    return [
      {
        kind: 'contradictory-precedence' as const,
        signature: signature.id,
        message: `is a kind of ${wanted}, and its example "${example.name}" expects ${wanted} to rank first although ${clause} is found in it`,
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
    message: `\`confused-with\` runs in a ring in which nobody points back: ${[...ring, ring[0]].join(' → ')}`,
    hint: 'name the sibling back in at least one of them, with the tell from its side',
  }))
}
