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
  // With this weight at zero, the counter-sign does nothing but veto.
  const parameters = { ...PLAIN_JUDGEMENT, weights: { ...PLAIN_JUDGEMENT.weights, noneCounterSign: 0 } }
  const decideWith = (holiday: object) => {
    const pack = loadPack([...twoSignatures(), sharedFile('counter-signs.yaml', { holiday })])
    return diagnoseText(TEXT, pack, parameters).decision
  }

  test('with a veto turns an assertion into a question, however strong the evidence is', () => {
    expect(decideWith({ ...HOLIDAY, vetoes: true })).toBe('ask')
  })

  test('without a veto does not prevent the assertion of signatures that do not name it', () => {
    expect(decideWith(HOLIDAY)).toBe('assert')
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
