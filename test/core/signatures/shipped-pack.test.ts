import { beforeAll, describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { checkPack } from '../../../src/core/diagnosis/check-pack.ts'
import { diagnoseExamples, type ExampleRun, failuresIn } from '../../../src/core/diagnosis/examples.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import type { Example, Signature } from '../../../src/core/signatures/schema.ts'

let pack: Pack
let signatures: readonly Signature[]
let runs: readonly ExampleRun[]

beforeAll(async () => {
  pack = loadPack(await readPackFolder(shippedPack()))
  signatures = [...pack.signatures.values()]
  runs = diagnoseExamples(pack)
}, 180_000)

/** The id that an example expects to rank first; by default that of its own signature. */
function expectedId({ id }: Signature, { expect: { signature } }: Example): string {
  return signature ?? id
}

test('has more than 20 signatures', () => {
  expect(signatures.length).toBeGreaterThan(20)
})

test('every example gets the diagnosis that it expects', () => {
  const failed = failuresIn(runs).map(({ signature, example, differences }) => ({ signature, example, differences }))
  expect(failed).toEqual([])
})

test('every evidence clause is found in an example, and no example is that of two signatures', () => {
  expect(checkPack(pack, runs)).toEqual([])
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

test('`broader` forms no cycle', () => {
  for (const { id } of signatures) {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined; at = pack.signatures.get(at)?.broader) {
      expect(seen.has(at), `${[...seen, at].join(' → ')}`).toBe(false)
      seen.add(at)
    }
  }
})
