import { expect } from 'vitest'
import { parse, stringify } from 'yaml'
import { shippedPack } from '../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../src/adapters/pack-folder.ts'
import { diagnose } from '../../src/core/diagnosis/diagnose.ts'
import type { Diagnosis } from '../../src/core/diagnosis/diagnosis.ts'
import type { ModelParameters } from '../../src/core/diagnosis/model-parameters.ts'
import { TriageError } from '../../src/core/errors.ts'
import { readReport } from '../../src/core/report/read-report.ts'
import type { Segment } from '../../src/core/report/report.ts'
import { loadPack } from '../../src/core/signatures/load.ts'
import { idOfFile } from '../../src/core/signatures/loaded-signature.ts'
import type { Pack } from '../../src/core/signatures/pack.ts'
import type { PackFile } from '../../src/core/signatures/parse.ts'
import { isShared } from '../../src/core/signatures/shared-files.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * A complete signature file, valid together with its sibling `torn-ticket`.
 * @param fields replace the defaults; undefined removes a field
 */
export function signatureFile(id: string, fields: Fields = {}): PackFile {
  const sibling = id === 'torn-ticket' ? 'lost-badge' : 'torn-ticket'
  const content: Fields = {
    id,
    title: `The ${id.replaceAll('-', ' ')}`,
    status: 'stable',
    since: 1,
    label: `auth: ${id.replaceAll('-', ' ')}`,
    cause: 'It is gone.',
    causes: ['It fell out.', 'It was taken.'],
    products: ['claude-code'],
    evidence: [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: `${id} found` }],
    'confused-with': [{ id: sibling, tell: 'the other is there' }],
    ask: `Is it the ${id}?`,
    checklist: [
      { check: 'Look', outcomes: [{ see: 'It is there' }, { see: 'It is gone' }] },
      { check: 'Look again', outcomes: [{ see: 'It is there' }, { see: 'It is gone' }] },
    ],
    remedies: [{ text: 'Get a new one', standing: 'reported', source: 'https://example.com/new' }],
    prevention: ['Hold it', 'Keep it'],
    'solved-when': 'it is back',
    'false-signals': ['none known yet'],
    examples: [
      { name: 'own', report: `${id} found` },
      { name: 'near miss', report: `${sibling} found`, expect: { signature: sibling } },
    ],
    ...fields,
  }
  return { path: `${id}.yaml`, text: toYaml(content) }
}

/** Writes a repeated value twice, because the loader refuses YAML aliases. */
function toYaml(content: unknown): string {
  return stringify(content, { aliasDuplicateObjects: false })
}

/** Two siblings that refer to each other. */
export function twoSignatures(first: Fields = {}, second: Fields = {}): readonly PackFile[] {
  return [signatureFile('lost-badge', first), signatureFile('torn-ticket', second)]
}

/**
 * The files of a pack with only a few shipped signatures, without their references to the others. Such a pack loads
 * seven times as fast.
 * @param folder prefix of every path
 */
export async function fewSignatures(folder: string, ...ids: readonly string[]): Promise<readonly PackFile[]> {
  const isKnown = (id = 'none') => id === 'none' || ids.includes(id)
  const files = (await readPackFolder(shippedPack())).filter(({ path }) => isShared(path) || isKnown(idOfFile(path)))
  return files.map(({ path, text }) => ({
    path: `${folder}/${path}`,
    text: isShared(path) ? text : toYaml(onlyKnown(parse(text), isKnown)),
  }))
}

/** Removes references to unknown signatures. */
function onlyKnown(
  { examples, 'confused-with': siblings, ...rest }: Fields,
  isKnown: (id?: string) => boolean,
): Fields {
  return {
    ...rest,
    'confused-with': (siblings as readonly { readonly id: string }[]).filter(({ id }) => isKnown(id)),
    examples: (examples as readonly Example[]).filter(({ expect }) => isKnown(expect?.signature)),
  }
}

interface Example {
  readonly expect?: { readonly signature?: string }
}

/** A compiled pack with two stable siblings, `lost-badge` and `torn-ticket`. Tests override their fields. */
export function twoSignaturePack(first: Fields = {}, second: Fields = {}, ...more: readonly PackFile[]): Pack {
  return loadPack([...twoSignatures(first, second), ...more])
}

/** A pack's shared file. */
export function sharedFile(path: string, content: unknown): PackFile {
  return { path, text: toYaml(content) }
}

/** The lines of the error message that loading these files causes. Fails if they load. */
export function problemsOf(files: readonly PackFile[]): readonly string[] {
  try {
    loadPack(files)
  } catch (error) {
    if (!(error instanceof TriageError)) throw error
    expect(error.code).toBe('pack-invalid')
    return error.message.split('\n').slice(1)
  }
  throw new Error('The pack should have been refused.')
}

/** A segment from the body. Tests override the fields that matter to them. */
export function segmentOf(text: string, overrides: Partial<Segment> = {}): Segment {
  return { kind: 'prose', source: 'body', heading: null, line: 1, flattened: false, text, ...overrides }
}

/** Fixed model parameters, independent of the fitted ones, without the text classifier. */
export const PLAIN_JUDGEMENT: ModelParameters = {
  weights: {
    decisive: 6,
    strong: 3,
    supporting: 1,
    againstStrong: -3,
    counterSign: -6,
    none: 2,
    noneTopicStrong: -3,
    noneCounterSign: 3,
  },
  reliabilities: { clauses: {}, strengths: { decisive: 0, strong: 0, supporting: 0 } },
  thresholds: {
    assertDecisive: 0.8,
    assertStrong: 0.8,
    sure: 0.95,
    tie: 0.5,
    ask: 0.6,
    askNeutral: 0.6,
    askOnRequest: 0.6,
  },
  classifyText: () => ({ probabilities: new Map(), brevity: 0 }),
}

/** Diagnoses a Markdown body, by default with the fixed parameters. */
export function diagnoseText(body: string, pack: Pack, parameters: ModelParameters = PLAIN_JUDGEMENT): Diagnosis {
  return diagnose(readReport({ title: '', body, attachments: [] }), pack, parameters)
}
