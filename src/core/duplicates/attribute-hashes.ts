/**
 * Stores attributes as 32-bit numbers: the place of the kind in the upper four bits, and a hash of kind and value in the
 * others. An index of a million reports compares and counts attributes without keeping their texts.
 */
import { ATTRIBUTE_KINDS, type AttributeKind } from './attributes.ts'
import type { ReportDigest } from './digest.ts'
import { hashText } from './shingles.ts'

const KIND_SHIFT = 28
/** Titles of five shared terms in a row are rare, and two are often chance. */
const HEADLINE_TERMS = 3
const VALUE_MASK = 0x0fffffff

/** @returns one number per attribute of the report and of its diagnosed cause, each once */
export function hashAttributes({ attributes, cause, terms }: ReportDigest): Uint32Array {
  const hashes = new Set<number>()
  for (const [kind, values] of Object.entries(attributes?.values ?? {})) {
    for (const value of values) hashes.add(hashOf(kind as AttributeKind, value))
  }
  if (cause !== null) hashes.add(hashOf('signature', cause.signature))
  for (const [name, value] of Object.entries(cause?.captures ?? {})) hashes.add(hashOf('capture', `${name} ${value}`))
  for (let end = HEADLINE_TERMS; end <= terms.title.length; end++) {
    hashes.add(hashOf('headline', terms.title.slice(end - HEADLINE_TERMS, end).join(' ')))
  }
  return Uint32Array.from(hashes)
}

export function attributeKindOf(hash: number): AttributeKind {
  return ATTRIBUTE_KINDS[hash >>> KIND_SHIFT] as AttributeKind
}

function hashOf(kind: AttributeKind, value: string): number {
  const place = ATTRIBUTE_KINDS.indexOf(kind)
  return ((place << KIND_SHIFT) | (hashText(`${kind} ${value}`) & VALUE_MASK)) >>> 0
}
