import { beforeAll, describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
import { runExamples } from '../../../src/core/diagnosis/examples.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import type { Example, Signature } from '../../../src/core/signatures/schema.ts'

/** Evidence that no example shows, by `signature/clause`, each with the reason why it stays. */
const SHOWN_BY_NO_EXAMPLE: Readonly<Record<string, string>> = {}

interface Tried {
  readonly owner: Signature
  readonly example: Example
  readonly diagnosis: Diagnosis
  /** `signature/clause` of all evidence found in it. */
  readonly clauses: readonly string[]
}

let pack: Pack
let signatures: readonly Signature[]
let tried: readonly Tried[]

beforeAll(async () => {
  pack = loadPack(await readPackFolder(shippedPack()))
  signatures = [...pack.signatures.values()]
  tried = signatures.flatMap((owner) => owner.examples.map((example) => tryOut(owner, example)))
})

function tryOut(owner: Signature, example: Example): Tried {
  const report = readReport(parseIssueText(example.report))
  const clauses = pack.scanner
    .scan(report.segments)
    .filter(({ owned }) => owned.role === 'evidence')
    .map(({ owned }) => `${owned.owner}/${owned.clause.id}`)
  return { owner, example, diagnosis: diagnose(report, pack), clauses }
}

/** The id that an example expects first; its own signature unless said otherwise. */
function wanted({ id }: Signature, { expect: { signature } }: Example): string {
  return signature ?? id
}

test('holds the failures that it was made for', () => {
  expect(signatures.length).toBeGreaterThan(20)
})

test('every example gets the answer that it promises', () => {
  const failed = runExamples(pack).map(({ signature, example, differences }) => ({ signature, example, differences }))
  expect(failed).toEqual([])
})

describe('every signature', () => {
  /** Ids of those that do not; named in the message of a failing test. */
  const without = (holds: (signature: Signature) => boolean) =>
    signatures.filter((it) => !holds(it)).map(({ id }) => id)

  test('is written: nothing of a stub is left', () => {
    expect(without((it) => !/^stub\b/i.test(it.title) && !JSON.stringify(it).includes('REPLACE'))).toEqual([])
  })

  test('is recognised in at least three reports', () => {
    expect(without((it) => it.examples.filter((example) => wanted(it, example) === it.id).length >= 3)).toEqual([])
  })

  test('is not recognised in at least three others', () => {
    expect(without((it) => it.examples.filter((example) => wanted(it, example) !== it.id).length >= 3)).toEqual([])
  })

  test('of which two belong to a sibling', () => {
    const siblings = (it: Signature) =>
      it.examples.map((example) => wanted(it, example)).filter((id) => id !== it.id && id !== 'none')
    expect(without((it) => siblings(it).length >= 2)).toEqual([])
  })
})

test('no report is asserted to be another failure than the one that it is an example of', () => {
  const wrong = tried
    .filter(({ diagnosis }) => diagnosis.signature !== null)
    .filter(({ owner, example, diagnosis }) => diagnosis.signature !== wanted(owner, example))
    .map(({ owner, example, diagnosis }) => `${owner.id} "${example.name}": ${diagnosis.signature} is asserted`)
  expect(wrong).toEqual([])
})

test('no report is an example of two failures', () => {
  const byText = Map.groupBy(tried, ({ example }) => example.report.replace(/\s+/g, ' ').trim())
  const shared = [...byText.values()]
    .map((same) => new Set(same.map(({ owner, example }) => wanted(owner, example))))
    .filter((ids) => ids.size > 1)
    .map((ids) => [...ids])
  expect(shared).toEqual([])
})

describe('every evidence clause', () => {
  const clauses = () => signatures.flatMap(({ id, evidence }) => evidence.map((clause) => `${id}/${clause.id}`))

  test('is shown by an example, or says why it is not', () => {
    const shown = new Set(tried.flatMap((it) => it.clauses))
    expect(clauses().filter((clause) => !shown.has(clause) && SHOWN_BY_NO_EXAMPLE[clause] === undefined)).toEqual([])
  })

  test('that is listed as shown by none is there, and is shown by none', () => {
    const shown = new Set(tried.flatMap((it) => it.clauses))
    const stale = Object.keys(SHOWN_BY_NO_EXAMPLE).filter((clause) => shown.has(clause) || !clauses().includes(clause))
    expect(stale).toEqual([])
  })
})

test('following `broader` always comes to an end', () => {
  for (const { id } of signatures) {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined; at = pack.signatures.get(at)?.broader) {
      expect(seen.has(at), `${[...seen, at].join(' → ')}`).toBe(false)
      seen.add(at)
    }
  }
})
