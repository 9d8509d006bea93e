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
  // So that the counter-sign does nothing but veto.
  const parameters = { ...PLAIN_JUDGEMENT, weights: { ...PLAIN_JUDGEMENT.weights, noneCounterSign: 0 } }
  const decideWith = (holiday: object) => {
    const pack = loadPack([...twoSignatures(), sharedFile('counter-signs.yaml', { holiday })])
    return diagnoseText(TEXT, pack, parameters).decision
  }

  test('with a veto turns an assert into a question, however sure the evidence is', () => {
    expect(decideWith({ ...HOLIDAY, vetoes: true })).toBe('ask')
  })

  test('without a veto leaves the assert to signatures that do not name it', () => {
    expect(decideWith(HOLIDAY)).toBe('assert')
  })
})

describe('a signature of a repository', () => {
  const pack = loadPack(twoSignatures())
  const own = signatureFile('wet-paper', {
    evidence: [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'wet-paper found' }],
  })

  test('cannot make a report one about authentication', () => {
    const { topic, decision } = diagnoseText('wet-paper found', addRepositorySignatures(pack, [own], false).pack)
    expect(decision).toBe('silent')
    expect(topic).toBe(diagnoseText('nothing of the kind', pack).topic)
  })

  test('does so when the operator trusts it', () => {
    const { topic } = diagnoseText('wet-paper found', addRepositorySignatures(pack, [own], true).pack)
    expect(topic).toBeGreaterThan(0.9)
  })
})
