/**
 * Applies a repository's choice of packs to one report. A pack that the repository did not choose can be turned on by
 * the report itself: by evidence that is more than supporting, or by a product of the pack's ecosystem.
 */
import { PRODUCTS } from '../report/products.ts'
import type { PackContent } from '../signatures/pack.ts'
import type { CollectedEvidence, SignatureMatch } from './collect-evidence.ts'

export interface PackChoice {
  /** Names of the packs that are on for every report. */
  readonly on: ReadonlySet<string>
  /** Whether a report's own evidence turns on further packs. */
  readonly addsByEvidence: boolean
}

export interface ChosenEvidence {
  /** Without the matches of opt-in packs that nothing chose: their reports are those of the broader signatures. */
  readonly collected: CollectedEvidence
  /** Ids of the signatures in other packs that are off: if one of them leads, the report is not for this repository. */
  readonly off: ReadonlySet<string>
}

/**
 * @param choice all packs are on if it is undefined
 * @param product id of the report's product
 */
export function applyPackChoice(
  collected: CollectedEvidence,
  pack: PackContent,
  { choice, product }: { readonly choice: PackChoice | undefined; readonly product: string | null },
): ChosenEvidence {
  if (choice === undefined) return { collected, off: new Set() }
  const folderOf = ({ signature }: SignatureMatch) => pack.folders.get(signature.id)
  const isOptIn = (folder: string) => pack.packs[folder]?.['opt-in'] ?? false
  const shown = new Set(
    choice.addsByEvidence
      ? collected.signatureMatches
          .filter((it) => it.evidence.some(({ strength }) => strength !== 'supporting') || isOptIn(folderOf(it) ?? ''))
          .map(folderOf)
      : [],
  )
  const ecosystem = choice.addsByEvidence ? PRODUCTS.find(({ id }) => id === product)?.ecosystem : undefined
  // A signature of a repository or of another public one is in no pack of the operator's.
  const isOff = (it: SignatureMatch) => {
    const folder = folderOf(it)
    return folder !== undefined && !choice.on.has(folder) && !shown.has(folder) && folder !== ecosystem
  }
  const off = collected.signatureMatches.filter(isOff)
  const absent = new Set(off.filter((it) => isOptIn(folderOf(it) ?? '')))
  return {
    collected:
      absent.size === 0
        ? collected
        : { ...collected, signatureMatches: collected.signatureMatches.filter((it) => !absent.has(it)) },
    off: new Set(off.filter((it) => !absent.has(it)).map(({ signature }) => signature.id)),
  }
}
