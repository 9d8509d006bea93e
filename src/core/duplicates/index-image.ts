/**
 * Turns an index into the sections of a file. Removed reports are left out, and so are the terms that only they had, so
 * that a file says no more than the store does.
 */
import type { Numbers } from './growable-array.ts'
import { HashCounters } from './hash-counters.ts'
import { type IndexData, LISTS, type ListName, type SectionName } from './index-data.ts'
import { startRuns } from './postings.ts'

/** The next part of a section. */
export interface SectionPart {
  readonly name: SectionName
  readonly bytes: Uint8Array
}

export interface IndexImage {
  /** Number of elements of each section. */
  readonly sizes: Readonly<Record<SectionName, number>>
  /** The sections in parts; the parts of one section come in order. The index must not change in the meantime. */
  parts(): Generator<SectionPart>
}

/** Number of reports that are copied at once. */
const BLOCK = 2_048
const LIST_NAMES = Object.keys(LISTS) as readonly ListName[]

/** @param hashes approximate number of distinct phrases, error lines and attributes */
export function imageOf(data: IndexData, hashes: number): IndexImage {
  const live = livePlaces(data)
  const ids = newIds(data)
  const all = data.vocabulary.terms
  const vocabulary = Buffer.from(JSON.stringify(all.filter((_, id) => data.vocabulary.having(id) > 0)))
  const having = Uint32Array.from(all, (_, id) => data.vocabulary.having(id)).filter((count) => count > 0)
  const ends = Object.fromEntries(LIST_NAMES.map((name) => [name, endsOf(name, live, data)])) as Ends
  const sharing = new HashCounters(hashes)
  const total = ends.terms.at(-1) ?? 0
  const sizes = {
    ...(Object.fromEntries(LIST_NAMES.map((name) => [name, ends[name].at(-1) ?? 0])) as Record<ListName, number>),
    ...(Object.fromEntries(LIST_NAMES.map((name) => [`${name}-ends`, live.length])) as Record<
      `${ListName}-ends`,
      number
    >),
    numbers: live.length,
    created: live.length,
    lengths: live.length,
    vocabulary: vocabulary.length,
    having: having.length,
    boilerplate: data.boilerplate.size,
    sharing: sharing.table.length,
    'postings-ends': having.length,
    'postings-places': total,
    'postings-weights': total,
  }
  return {
    sizes,
    *parts() {
      yield part(
        'numbers',
        Uint32Array.from(live, (place) => data.numbers.at(place)),
      )
      yield part(
        'created',
        Float64Array.from(live, (place) => data.created.at(place)),
      )
      yield part(
        'lengths',
        Float32Array.from(live, (place) => data.lengths.at(place)),
      )
      yield part('vocabulary', vocabulary)
      yield part('having', having)
      yield part('boilerplate', Uint32Array.from(data.boilerplate))
      for (const name of LIST_NAMES) yield part(`${name}-ends`, ends[name])
      yield* copyReports({ data, live, ids, having, sharing })
    },
  }
}

type Ends = Readonly<Record<ListName, Uint32Array>>

interface Copying {
  readonly data: IndexData
  readonly live: Uint32Array
  readonly ids: Uint32Array
  readonly having: Uint32Array
  readonly sharing: HashCounters
}

/** Copies the lists block by block, and makes the postings and the counts on the way. */
function* copyReports({ data, live, ids, having, sharing }: Copying): Generator<SectionPart> {
  const cursors = Uint32Array.from(having)
  startRuns(cursors)
  const total = having.reduce((sum, count) => sum + count, 0)
  const places = new Uint32Array(total)
  const weights = new Uint8Array(total)
  let copied = 0
  for (const block of blocksOf(live, data.postings?.to ?? 0)) {
    const lists = Object.fromEntries(LIST_NAMES.map((name) => [name, copyBlock(name, block, data)])) as CopiedBlock
    for (const list of [lists.terms, lists.titles]) for (const [at, id] of list.entries()) list[at] = ids[id] as number
    for (const list of [lists.phrases, lists.lines, lists.attributes]) sharing.add(list, 1)
    let at = 0
    for (const place of block) {
      for (const end = at + data.lists.terms.lengthAt(place); at < end; at++) {
        const slot = (cursors[lists.terms[at] as number] as number)++
        places[slot] = copied
        weights[slot] = lists.weights[at] as number
      }
      copied++
    }
    for (const name of LIST_NAMES) yield part(name, lists[name])
  }
  yield part('postings-ends', cursors)
  yield part('postings-places', places)
  yield part('postings-weights', weights)
  yield part('sharing', sharing.table)
}

type CopiedBlock = { readonly [N in ListName]: Uint8Array | Uint32Array }

/** The numbers of the lists at the places of a block, one after another. */
function copyBlock(name: ListName, block: Uint32Array, { lists }: IndexData): Uint8Array | Uint32Array {
  const list = lists[name]
  const first = block[0] as number
  const last = block.at(-1) as number
  const all = list.range(first, last + 1)
  const isGapless = last - first + 1 === block.length
  if (isGapless) return all.slice()
  const copied = new LISTS[name](block.reduce((sum, place) => sum + list.lengthAt(place), 0))
  let [from, to] = [0, 0]
  let next = 0
  for (let place = first; place <= last; place++) {
    const length = list.lengthAt(place)
    if (place === block[next]) {
      copied.set(all.subarray(from, from + length), to)
      to += length
      next++
    }
    from += length
  }
  return copied
}

/** @param stored number of reports in a file; a block has either only those or none of them */
function* blocksOf(live: Uint32Array, stored: number): Generator<Uint32Array> {
  for (let at = 0; at < live.length; ) {
    let end = Math.min(live.length, at + BLOCK)
    if ((live[at] as number) < stored) while ((live[end - 1] as number) >= stored) end--
    yield live.subarray(at, end)
    at = end
  }
}

function livePlaces({ numbers }: IndexData): Uint32Array {
  return Uint32Array.from({ length: numbers.length }, (_, place) => place).filter((place) => numbers.at(place) !== 0)
}

/** The new id of each term that a report still has, by its id. */
function newIds({ vocabulary }: IndexData): Uint32Array {
  let next = 0
  return Uint32Array.from({ length: vocabulary.size }, (_, id) => (vocabulary.having(id) > 0 ? next++ : 0))
}

function endsOf(name: ListName, live: Uint32Array, { lists }: IndexData): Uint32Array {
  let end = 0
  return live.map((place) => (end += lists[name].lengthAt(place)))
}

function part(name: SectionName, values: Numbers): SectionPart {
  return { name, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) }
}
