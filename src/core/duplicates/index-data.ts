/**
 * The content of an index, report by report. The first reports may be in a file: then only what every query needs of
 * them is in memory, about 60 bytes each, and the rest is read when it is needed.
 */
import type { Boilerplate } from './boilerplate.ts'
import { GrowableArray, NumberLists, type StoredLists } from './growable-array.ts'
import { HashCounters } from './hash-counters.ts'
import { type Postings, postingsOf } from './postings.ts'
import { Vocabulary } from './vocabulary.ts'

/** The sections of a saved index, and what each consists of. A list has a second section, with the ends of its items. */
export const LISTS = {
  /** JSON, in UTF-8. */
  facts: Uint8Array,
  terms: Uint32Array,
  /** Parallel to `terms`. */
  weights: Uint8Array,
  titles: Uint32Array,
  /** Hashes of phrases, of fingerprints, and of attributes. */
  phrases: Uint32Array,
  lines: Uint32Array,
  attributes: Uint32Array,
} as const

const COLUMNS = {
  numbers: Uint32Array,
  created: Float64Array,
  lengths: Float32Array,
  /** JSON array of terms, in UTF-8; then the number of reports that have each. */
  vocabulary: Uint8Array,
  having: Uint32Array,
  boilerplate: Uint32Array,
  sharing: Uint16Array,
  'postings-ends': Uint32Array,
  'postings-places': Uint32Array,
  'postings-weights': Uint8Array,
} as const

const ENDS = {
  'facts-ends': Uint32Array,
  'terms-ends': Uint32Array,
  'weights-ends': Uint32Array,
  'titles-ends': Uint32Array,
  'phrases-ends': Uint32Array,
  'lines-ends': Uint32Array,
  'attributes-ends': Uint32Array,
} as const

export const INDEX_SECTIONS = { ...COLUMNS, ...ENDS, ...LISTS } as const

export type SectionName = keyof typeof INDEX_SECTIONS
export type ListName = keyof typeof LISTS
type ArrayOf<N extends SectionName> = InstanceType<(typeof INDEX_SECTIONS)[N]>

/** A saved index. */
export interface SavedSections {
  /** Number of elements of a section. */
  sizeOf(name: SectionName): number
  /** Returns a copy of some elements of a section. */
  read<N extends SectionName>(name: N, start: number, end: number): ArrayOf<N>
}

export interface IndexData {
  readonly boilerplate: Boilerplate
  readonly vocabulary: Vocabulary
  readonly sharing: HashCounters
  /** By place; 0 for a removed report. */
  readonly numbers: GrowableArray<Uint32Array>
  readonly created: GrowableArray<Float64Array>
  /** Length of each report's weight vector; leaves out rarity, so that it does not depend on other reports. */
  readonly lengths: GrowableArray<Float32Array>
  readonly lists: { readonly [N in ListName]: NumberLists<InstanceType<(typeof LISTS)[N]>> }
  /** The postings of the reports that are in a file; null if none are. */
  readonly postings: Postings | null
}

/** @param hashes approximate number of distinct phrases, error lines and attributes */
export function emptyData(boilerplate: Boilerplate, hashes: number): IndexData {
  return {
    boilerplate,
    vocabulary: new Vocabulary(),
    sharing: new HashCounters(hashes),
    numbers: new GrowableArray((size) => new Uint32Array(size)),
    created: new GrowableArray((size) => new Float64Array(size)),
    lengths: new GrowableArray((size) => new Float32Array(size)),
    lists: listsWith(() => null),
    postings: null,
  }
}

export function savedData(saved: SavedSections): IndexData {
  const all = <N extends SectionName>(name: N) => saved.read(name, 0, saved.sizeOf(name))
  const terms = JSON.parse(Buffer.from(all('vocabulary')).toString()) as string[]
  const numbers = all('numbers')
  return {
    boilerplate: new Set(all('boilerplate')),
    vocabulary: new Vocabulary(terms, all('having')),
    sharing: new HashCounters({
      size: saved.sizeOf('sharing'),
      at: (slot) => saved.read('sharing', slot, slot + 1)[0] as number,
    }),
    numbers: new GrowableArray((size) => new Uint32Array(size), numbers),
    created: new GrowableArray((size) => new Float64Array(size), all('created')),
    lengths: new GrowableArray((size) => new Float32Array(size), all('lengths')),
    lists: listsWith((name) => ({
      ends: all(`${name}-ends`),
      read: (start, end) => saved.read(name, start, end),
    })),
    postings: postingsOf({
      from: 0,
      to: numbers.length,
      ends: all('postings-ends'),
      read: (start, end) => ({
        places: saved.read('postings-places', start, end),
        weights: saved.read('postings-weights', start, end),
      }),
    }),
  }
}

function listsWith(
  storedOf: <N extends ListName>(name: N) => StoredLists<InstanceType<(typeof LISTS)[N]>> | null,
): IndexData['lists'] {
  const bytes = (size: number) => new Uint8Array(size)
  const integers = (size: number) => new Uint32Array(size)
  return {
    facts: new NumberLists<Uint8Array<ArrayBuffer>>(bytes, storedOf('facts')),
    terms: new NumberLists<Uint32Array<ArrayBuffer>>(integers, storedOf('terms')),
    weights: new NumberLists<Uint8Array<ArrayBuffer>>(bytes, storedOf('weights')),
    titles: new NumberLists<Uint32Array<ArrayBuffer>>(integers, storedOf('titles')),
    phrases: new NumberLists<Uint32Array<ArrayBuffer>>(integers, storedOf('phrases')),
    lines: new NumberLists<Uint32Array<ArrayBuffer>>(integers, storedOf('lines')),
    attributes: new NumberLists<Uint32Array<ArrayBuffer>>(integers, storedOf('attributes')),
  }
}
