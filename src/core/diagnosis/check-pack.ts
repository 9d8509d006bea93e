/**
 * Checks rules that apply to a pack as a whole and cannot be checked in a single file: every evidence clause is proven
 * by an example, no example belongs to two signatures, precedence has no contradictions, no text is about a product that
 * the reader may not use, and no command is one that Windows lacks. Runs the scanner and the diagnosis on the examples.
 */
import type { Pack } from '../signatures/pack.ts'
import { PLACEHOLDER } from '../signatures/skeleton.ts'
import { findOneWayRings } from './confusion-rings.ts'
import { diagnoseExamples, type ExampleRun } from './examples.ts'
import { findForeignTexts } from './foreign-products.ts'
import { findStepsNotForWindows } from './windows-steps.ts'

export interface PackFinding {
  readonly kind:
    | 'unfinished'
    | 'unproven-clause'
    | 'two-owners'
    | 'contradictory-precedence'
    | 'one-way-ring'
    | 'foreign-product'
    | 'not-for-windows'
    | 'no-step-for-everyone'
  /** The signature whose file most likely has to change. */
  readonly signature: string
  readonly message: string
  readonly hint: string
}

/**
 * @param runs all examples of the pack; diagnosed with the shipped parameters if omitted
 * @returns every finding, ordered by kind, then by signature; an empty list if the pack is sound
 */
export function checkPack(pack: Pack, runs: readonly ExampleRun[] = diagnoseExamples(pack)): readonly PackFinding[] {
  return [
    ...findUnfinished(pack),
    ...findUnprovenClauses(pack, runs),
    ...findTwoOwners(runs),
    ...findSharedReports(runs),
    ...findContradictions(runs),
    ...findRings(pack),
    ...findForeignProducts(pack),
    ...findStepsNotForWindows(pack).map((it) => ({ kind: 'not-for-windows' as const, ...it })),
    ...findWithoutCommonStep(pack),
  ]
}

/** The id that must rank first, or `none`. */
function wantedIn({ signature, example }: ExampleRun): string {
  return example.expect.signature ?? signature.id
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
  return runs.flatMap((run) => {
    const { signature, example, diagnosis } = run
    const wanted = wantedIn(run)
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
    const other = same.find((it) => first !== undefined && wantedIn(it) !== wantedIn(first))
    if (first === undefined || other === undefined) return []
    const expectation = `"${first.example.name}" of ${first.signature.id} expects ${wantedIn(first)}`
    return [
      {
        kind: 'two-owners' as const,
        signature: other.signature.id,
        message: `the example "${other.example.name}" expects ${wantedIn(other)}, but for the same report, ${expectation}`,
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
  return runs.flatMap((run) => {
    const { signature, example, hits } = run
    if (signature.broader === undefined || wantedIn(run) !== signature.broader) return []
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
        message: `is a kind of ${signature.broader}, but its example "${example.name}" expects ${signature.broader} to rank first although ${clause} matches it`,
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

/** Finds texts that would tell the users of one product about another. */
function findForeignProducts(pack: Pack): readonly PackFinding[] {
  return findForeignTexts(pack).map(({ signature, field, product, text }) => ({
    kind: 'foreign-product' as const,
    signature,
    message: `\`${field}\` names ${product.title} to everyone: "${text.slice(0, MAX_QUOTED)}"`,
    hint: `add \`when: { product: ${product.id} }\`, or say it in words that are true for every product`,
  }))
}

/** In characters. */
const MAX_QUOTED = 80

/** A report that names no product gets only the steps that are for everyone. */
function findWithoutCommonStep(pack: Pack): readonly PackFinding[] {
  return [...pack.signatures.values()]
    .filter(({ checklist }) => checklist.every(({ when }) => when?.product !== undefined || when?.os !== undefined))
    .map(({ id }) => ({
      kind: 'no-step-for-everyone' as const,
      signature: id,
      message: 'every step is for certain products or systems only',
      hint: 'add a step without `when`, for reports that name no product',
    }))
}
