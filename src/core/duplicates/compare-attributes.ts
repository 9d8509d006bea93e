/** Compares the attributes of two reports, kind by kind. */
import { attributeKindOf } from './attribute-hashes.ts'
import { ATTRIBUTE_KINDS, type AttributeKind } from './attributes.ts'

export interface AttributeComparison {
  /** Rarity of the rarest shared attribute of the kind, 0 to 1; 0 when none is shared. */
  readonly shared: (kind: AttributeKind) => number
  /** 1 when both reports have attributes of the kind and share none, else 0. */
  readonly differ: (kind: AttributeKind) => number
}

/**
 * @param here hashes of one report's attributes
 * @param rarityOf rarity of an attribute among the repository's reports, 0 to 1
 */
export function compareAttributes(
  here: Uint32Array,
  there: Uint32Array,
  rarityOf: (hash: number) => number,
): AttributeComparison {
  const known = new Set(here)
  const rarities = ATTRIBUTE_KINDS.map(() => 0)
  const isShared = ATTRIBUTE_KINDS.map(() => false)
  for (const hash of there) {
    if (!known.has(hash)) continue
    const kind = ATTRIBUTE_KINDS.indexOf(attributeKindOf(hash))
    isShared[kind] = true
    rarities[kind] = Math.max(rarities[kind] as number, rarityOf(hash))
  }
  const [ours, theirs] = [kindsOf(here), kindsOf(there)]
  return {
    shared: (kind) => rarities[ATTRIBUTE_KINDS.indexOf(kind)] as number,
    differ: (kind) => (ours.has(kind) && theirs.has(kind) && !isShared[ATTRIBUTE_KINDS.indexOf(kind)] ? 1 : 0),
  }
}

function kindsOf(hashes: Uint32Array): ReadonlySet<AttributeKind> {
  return new Set(Array.from(hashes, attributeKindOf))
}
