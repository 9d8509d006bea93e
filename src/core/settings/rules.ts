/**
 * Combines the operator's pack and a repository's settings into the rules in force in that repository. A repository can
 * make the bot more careful; only the operator can allow it to be less careful.
 */
import { createHash } from 'node:crypto'
import { type ModelParameters, SHIPPED_PARAMETERS, type Thresholds } from '../diagnosis/model-parameters.ts'
import type { RepositoryHints } from '../report/repository-hints.ts'
import type { Pack, PackContent } from '../signatures/pack.ts'
import type { PackFile } from '../signatures/parse.ts'
import type { Problem } from '../signatures/problems.ts'
import { addRepositorySignatures } from '../signatures/repository-signatures.ts'
import type { Signature } from '../signatures/schema.ts'
import { choosePacks, packChoice, type RepositoryFacts } from './choose-packs.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from './default-settings.ts'
import type { RepositorySettings } from './repository-settings.ts'

/** The input from which a repository's rules can be compiled in any thread. */
export interface RulesSource {
  readonly settings: RepositorySettings
  /** Files of the repository signatures. */
  readonly signatureFiles: readonly PackFile[]
  /** Whether the operator lets repositories lower thresholds and trusts their signatures as much as the pack's. */
  readonly mayLoosen: boolean
  /** The repository's languages and topics, by which `signatures.packs: auto` chooses; null if not known. */
  readonly facts?: RepositoryFacts | null
}

/** The part of the rules that is plain data and has no scanner. */
export interface RepositoryRules {
  readonly settings: RepositorySettings
  /** The operator's pack with the repository's changes. */
  readonly pack: PackContent
  /** Problems in the repository's settings and signatures. Everything without a problem is in force. */
  readonly problems: readonly Problem[]
  /**
   * The source that the rules were compiled from. Without it, they can be used only in the thread that compiled them.
   */
  readonly source?: RulesSource
}

export interface Rules extends RepositoryRules {
  readonly pack: Pack
  readonly parameters: ModelParameters
  /** Hints for reading this repository's reports. */
  readonly hints: RepositoryHints
}

export interface RulesInput extends Omit<RulesSource, 'signatureFiles'>, Partial<Pick<RulesSource, 'signatureFiles'>> {
  readonly problems: readonly Problem[]
}

export function resolveRules(operators: Pack, asked: RulesInput): Rules {
  const { settings, problems, signatureFiles = [], mayLoosen, facts = null } = asked
  const { pack, problems: found } = addRepositorySignatures(operators, signatureFiles, mayLoosen)
  const { product, headings } = settings
  return {
    settings,
    pack: withOwnQuestions(pack, settings, facts),
    parameters: {
      ...SHIPPED_PARAMETERS,
      thresholds: thresholdsOf(settings.thresholds, mayLoosen),
      off: turnedOff(pack, settings),
      packs: packChoice(pack, settings, facts),
    },
    hints: { product: product.id ?? null, names: product.names, headings },
    problems: [...problems, ...found],
  }
}

function thresholdsOf({ assert, ask }: RepositorySettings['thresholds'], mayLoosen: boolean): Thresholds {
  const shipped = SHIPPED_PARAMETERS.thresholds
  const choose = (asked: number, own: number) => (mayLoosen && asked > 0 ? asked : Math.max(asked, own))
  return {
    ...shipped,
    assertDecisive: choose(assert, shipped.assertDecisive),
    assertStrong: choose(assert, shipped.assertStrong),
    ask: choose(ask, shipped.ask),
    askNeutral: choose(ask, shipped.askNeutral),
    askOnRequest: choose(ask, shipped.askOnRequest),
  }
}

function turnedOff({ signatures, folders }: Pack, { packs, signatures: { off } }: RepositorySettings) {
  const isOff = (id: string) => off.includes(id) || packs.off.includes(folders.get(id) ?? '')
  return new Set([...signatures.keys()].filter(isOff))
}

const UNANSWERED = { 'answered-by': [], 'answered-by-evidence': [] }

/** The pack with the repository's own questions; the same object if no setting changes the answers. */
function withOwnQuestions(pack: Pack, settings: RepositorySettings, facts: RepositoryFacts | null): Pack {
  const fingerprint = fingerprintOf(pack, settings, facts)
  if (fingerprint === pack.fingerprint) return pack
  const { question, questions } = settings.wording
  const reword = (signature: Signature) =>
    Object.hasOwn(questions, signature.id)
      ? { ...signature, ask: [{ text: questions[signature.id] as string, ...UNANSWERED }] }
      : signature
  return {
    ...pack,
    fingerprint,
    topic: question === undefined ? pack.topic : { ...pack.topic, ask: question },
    signatures: new Map([...pack.signatures].map(([id, signature]) => [id, reword(signature)])),
  }
}

/**
 * Returns a fingerprint that changes whenever answers may change. Modes, labels and budgets affect how an answer is
 * used, not the answer itself.
 */
function fingerprintOf(pack: Pack, settings: RepositorySettings, facts: RepositoryFacts | null): string {
  const changes = (it: RepositorySettings) => {
    const { packs, signatures, thresholds, wording, product, headings } = it
    const chosen = choosePacks(pack, it, facts).on
    return JSON.stringify([packs, signatures, chosen, thresholds, wording, product, headings])
  }
  const changed = changes(settings)
  if (changed === changes(DEFAULT_REPOSITORY_SETTINGS)) return pack.fingerprint
  return createHash('sha256').update(`${pack.fingerprint} ${changed}`).digest('hex').slice(0, 12)
}
