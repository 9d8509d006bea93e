import { beforeAll, describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
import { runExamples } from '../../../src/core/diagnosis/examples.ts'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import type { Example, Signature } from '../../../src/core/signatures/schema.ts'

/** `signature/clause` of evidence that no example contains → the reason for keeping it. */
const SHOWN_BY_NO_EXAMPLE: Readonly<Record<string, string>> = {}

interface DiagnosedExample {
  readonly owner: Signature
  readonly example: Example
  readonly diagnosis: Diagnosis
  /** `signature/clause` of all evidence found in the example. */
  readonly clauses: readonly string[]
}

let pack: Pack
let signatures: readonly Signature[]
let diagnosed: readonly DiagnosedExample[]

beforeAll(async () => {
  pack = loadPack(await readPackFolder(shippedPack()))
  signatures = [...pack.signatures.values()]
  diagnosed = signatures.flatMap((owner) => owner.examples.map((example) => diagnoseExample(owner, example)))
}, 180_000)

function diagnoseExample(owner: Signature, example: Example): DiagnosedExample {
  const report = readReport(parseIssueText(example.report))
  const clauses = scanReport(report, pack)
    .hits.filter(({ owned }) => owned.role === 'evidence')
    .map(({ owned }) => `${owned.owner}/${owned.clause.id}`)
  return { owner, example, diagnosis: diagnose(report, pack), clauses }
}

/** The id that an example expects to rank first; by default that of its own signature. */
function expectedId({ id }: Signature, { expect: { signature } }: Example): string {
  return signature ?? id
}

test('has more than 20 signatures', () => {
  expect(signatures.length).toBeGreaterThan(20)
})

test('every example gets the diagnosis that it expects', () => {
  const failed = runExamples(pack).map(({ signature, example, differences }) => ({ signature, example, differences }))
  expect(failed).toEqual([])
})

describe('every signature', () => {
  /** Ids of the signatures that fail a condition, so that a failing test names them. */
  const without = (condition: (signature: Signature) => boolean) =>
    signatures.filter((it) => !condition(it)).map(({ id }) => id)

  test('is complete, without placeholders', () => {
    expect(without((it) => !/^stub\b/i.test(it.title) && !JSON.stringify(it).includes('REPLACE'))).toEqual([])
  })

  test('has at least three examples that it recognises', () => {
    expect(without((it) => it.examples.filter((example) => expectedId(it, example) === it.id).length >= 3)).toEqual([])
  })

  test('has at least three near misses', () => {
    expect(without((it) => it.examples.filter((example) => expectedId(it, example) !== it.id).length >= 3)).toEqual([])
  })

  test('has at least two near misses that expect another signature', () => {
    const others = (it: Signature) =>
      it.examples.map((example) => expectedId(it, example)).filter((id) => id !== it.id && id !== 'none')
    expect(without((it) => others(it).length >= 2)).toEqual([])
  })
})

test('no example leads to the assertion of another signature', () => {
  const wrong = diagnosed
    .filter(({ diagnosis }) => diagnosis.signature !== null)
    .filter(({ owner, example, diagnosis }) => diagnosis.signature !== expectedId(owner, example))
    .map(({ owner, example, diagnosis }) => `${owner.id} "${example.name}": ${diagnosis.signature} is asserted`)
  expect(wrong).toEqual([])
})

test('no report is an example for two signatures', () => {
  const byText = Map.groupBy(diagnosed, ({ example }) => example.report.replace(/\s+/g, ' ').trim())
  const shared = [...byText.values()]
    .map((same) => new Set(same.map(({ owner, example }) => expectedId(owner, example))))
    .filter((ids) => ids.size > 1)
    .map((ids) => [...ids])
  expect(shared).toEqual([])
})

describe('every evidence clause', () => {
  const clauses = () => signatures.flatMap(({ id, evidence }) => evidence.map((clause) => `${id}/${clause.id}`))

  test('is found in an example or listed with a reason', () => {
    const shown = new Set(diagnosed.flatMap((it) => it.clauses))
    expect(clauses().filter((clause) => !shown.has(clause) && SHOWN_BY_NO_EXAMPLE[clause] === undefined)).toEqual([])
  })

  test('that is listed exists and is found in no example', () => {
    const shown = new Set(diagnosed.flatMap((it) => it.clauses))
    const stale = Object.keys(SHOWN_BY_NO_EXAMPLE).filter((clause) => shown.has(clause) || !clauses().includes(clause))
    expect(stale).toEqual([])
  })
})

test('`broader` forms no cycle', () => {
  for (const { id } of signatures) {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined; at = pack.signatures.get(at)?.broader) {
      expect(seen.has(at), `${[...seen, at].join(' → ')}`).toBe(false)
      seen.add(at)
    }
  }
})
