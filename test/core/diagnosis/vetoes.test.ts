import { describe, expect, test } from 'vitest'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { addRepositorySignatures } from '../../../src/core/signatures/repository-signatures.ts'
import { diagnoseText, PLAIN_JUDGEMENT, sharedFile, signatureFile, twoSignatures } from '../../support/packs.ts'

const HOLIDAY = {
  title: 'Closed today',
  evidence: [{ id: 'sign', in: ['any'], strength: 'strong', regex: 'bank holiday' }],
}
const TEXT = 'lost-badge found, it is a bank holiday'

describe('a counter-sign', () => {
  const diagnoseWith = (noneCounterSign: number) => {
    const pack = loadPack([...twoSignatures(), sharedFile('counter-signs.yaml', { holiday: HOLIDAY })])
    return diagnoseText(TEXT, pack, { ...PLAIN_JUDGEMENT, weights: { ...PLAIN_JUDGEMENT.weights, noneCounterSign } })
  }

  test('makes the topic less likely the more it weighs', () => {
    expect(diagnoseWith(2).topic).toBeLessThan(diagnoseWith(1).topic)
  })

  test('never prevents an assertion by itself', () => {
    expect(diagnoseWith(0).decision).toBe('assert')
  })
})

describe('a repository signature', () => {
  const pack = loadPack(twoSignatures())
  const own = signatureFile('wet-paper', {
    evidence: [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'wet-paper found' }],
  })

  test('cannot turn a report into one about authentication', () => {
    const { topic, decision } = diagnoseText('wet-paper found', addRepositorySignatures(pack, [own], false).pack)
    expect(decision).toBe('silent')
    expect(topic).toBe(diagnoseText('nothing of the kind', pack).topic)
  })

  test('can do so when the operator trusts it', () => {
    const { topic } = diagnoseText('wet-paper found', addRepositorySignatures(pack, [own], true).pack)
    expect(topic).toBeGreaterThan(0.9)
  })
})
