import { describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { formatProblem } from '../../../src/core/signatures/problems.ts'
import {
  addRepositorySignatures,
  MAX_REPOSITORY_SIGNATURE_LENGTH,
  MAX_REPOSITORY_SIGNATURES,
} from '../../../src/core/signatures/repository-signatures.ts'
import { diagnoseText, signatureFile, twoSignaturePack } from '../../support/packs.ts'

const PACK = twoSignaturePack()
const OWN = 'wet-paper'

function repositorySignature(evidence: readonly object[], fields = {}) {
  return signatureFile(OWN, { evidence, ...fields })
}

function problems(...files: Parameters<typeof addRepositorySignatures>[1]): readonly string[] {
  return addRepositorySignatures(PACK, files, false).problems.map(formatProblem)
}

function report(text: string) {
  return readReport({ title: 'It fails', body: text, attachments: [] })
}

describe('a repository signature', () => {
  const file = repositorySignature([{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'wet-paper found' }])

  test("is added to the pack's signatures without changing the pack itself", () => {
    const { pack, problems: found } = addRepositorySignatures(PACK, [file], false)
    expect(found).toEqual([])
    expect([...pack.signatures.keys()]).toEqual(['lost-badge', 'torn-ticket', OWN])
    expect([...PACK.signatures.keys()]).toEqual(['lost-badge', 'torn-ticket'])
    expect(diagnoseText('wet-paper found', pack).ranked.map(({ signature }) => signature)).toContain(OWN)
    expect(pack.fingerprint).not.toBe(PACK.fingerprint)
  })

  test('may use former keys', () => {
    expect(problems({ ...file, text: file.text.replace('products:', 'surfaces:') })).toEqual([])
  })

  test('is never asserted, whatever the strength of its clauses', () => {
    const { pack } = addRepositorySignatures(PACK, [file], false)
    expect(diagnoseText('wet-paper found', pack).decision).not.toBe('assert')
    expect(diagnoseText('lost-badge found', pack)).toMatchObject({ decision: 'assert', signature: 'lost-badge' })
  })

  test('is asserted when the operator trusts it', () => {
    const { pack } = addRepositorySignatures(PACK, [file], true)
    expect(diagnoseText('wet-paper found', pack)).toMatchObject({ decision: 'assert', signature: OWN })
  })

  test('inherits no strength from a signature in the pack', () => {
    const heir = repositorySignature([{ id: 'own-line', in: ['any'], strength: 'strong', regex: 'wet-paper found' }], {
      broader: 'lost-badge',
      inherits: true,
    })
    const { pack } = addRepositorySignatures(PACK, [heir], false)
    expect(diagnoseText('lost-badge found, wet-paper found', pack)).toMatchObject({ signature: 'lost-badge' })
  })
})

describe('an invalid repository signature', () => {
  const clause = (fields: object) =>
    repositorySignature([{ id: 'own-line', in: ['any'], strength: 'strong', ...fields }])

  test.each([
    ['takes the id of a signature in the pack', signatureFile('lost-badge'), 'is taken by a signature in the pack'],
    ['matches everything', clause({ regex: '.*' }), 'matches the empty string'],
    ['matches every word', clause({ regex: '\\w+' }), 'everyday text'],
    ['searches for common words', clause({ near: { within: 5, all: [['error', 'work']] } }), 'matches everyday text'],
    [
      'searches for common words in one form field',
      repositorySignature([
        { id: 'own-line', in: ['field:Log'], strength: 'strong', near: { within: 5, all: [['it']] } },
      ]),
      'matches everyday text',
    ],
    ['has a large count', clause({ regex: `wet-paper${'\\w{900}'.repeat(100)}` }), 'are too large'],
    ['has nested counts', clause({ regex: 'wet-paper((\\w{10}){10}){10}' }), 'are too large'],
    ['uses look-behind', clause({ regex: '(?<=wet)-paper' }), 'RE2'],
    [
      'uses an unrestricted captured value in code',
      repositorySignature([{ id: 'own-line', in: ['any'], strength: 'strong', regex: 'wet-paper (?<name>[^ ]+)' }], {
        cause: 'Run `mytool --server {{name}}`.',
      }),
      "`{{name}}` is used in code, but its group in 'wet-paper (?<name>[^ ]+)' can capture `[^ ]`",
    ],
    ['is too large', { path: `${OWN}.yaml`, text: '#'.repeat(MAX_REPOSITORY_SIGNATURE_LENGTH + 1) }, 'is larger than'],
    ['is not a signature', { path: `${OWN}.yaml`, text: '- 1' }, 'expected object'],
  ])('is refused because it %s', (_, file, message) => {
    expect(problems(file)[0]).toContain(message)
    expect(problems(file)[0]).toContain(`${file.path}:`)
    expect(addRepositorySignatures(PACK, [file], false).pack).toBe(PACK)
  })

  test('does not affect valid ones', () => {
    const valid = repositorySignature([{ id: 'own-line', in: ['any'], strength: 'strong', regex: 'wet-paper found' }])
    const { pack } = addRepositorySignatures(PACK, [signatureFile('lost-badge'), valid], false)
    expect(pack.signatures.has(OWN)).toBe(true)
  })

  test('is any signature above the limit', () => {
    const many = Array.from({ length: MAX_REPOSITORY_SIGNATURES + 1 }, (_, at) =>
      signatureFile(`own-${String.fromCharCode(97 + at)}`),
    )
    expect(problems(...many)).toEqual([expect.stringContaining('exceeds the limit of 20 signatures')])
  })
})

describe('with the shipped pack', async () => {
  const shipped: Pack = loadPack(await readPackFolder(shippedPack()))
  /** Has common words that do not occur in the texts of the everyday text check. */
  const broad = repositorySignature([
    { id: 'words', in: ['any'], strength: 'decisive', near: { within: 60, all: [['token', 'login', 'keyboard']] } },
  ])

  test.each([
    'Please add a shortcut for the keyboard',
    'The token counter of the model is wrong: theme, keyboard, token.',
    'Where is the login page of the documentation?',
  ])("an overly broad repository signature does not end the bot's silence: %s", (text) => {
    const { pack, problems: found } = addRepositorySignatures(
      shipped,
      [{ ...broad, text: broad.text.replaceAll('torn-ticket', 'missing-scope') }],
      false,
    )
    expect(found).toEqual([])
    expect(diagnose(report(text), shipped).decision).toBe('silent')
    expect(diagnose(report(text), pack).decision).toBe('silent')
  })
})
