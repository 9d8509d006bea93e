/**
 * What is in force in one repository, resolved once for every room: the operator's pack and what the repository asks
 * for go in, one value comes out. A repository can make the bot more careful; only its operator can let it be less so.
 */
import { createHash } from 'node:crypto'
import { type ModelParameters, SHIPPED_PARAMETERS, type Thresholds } from '../diagnosis/model-parameters.ts'
import { NO_HINTS, type RepositoryHints } from '../report/repository-hints.ts'
import type { Pack, PackContent } from '../signatures/pack.ts'
import type { PackFile } from '../signatures/parse.ts'
import type { Problem } from '../signatures/problems.ts'
import { addRepositorySignatures } from '../signatures/repository-signatures.ts'
import type { Signature } from '../signatures/schema.ts'
import { DEFAULT_REPOSITORY_SETTINGS, type RepositorySettings } from './repository-settings.ts'

/** What a repository asks for, from which its rules can be compiled again, in any thread. */
export interface RulesSource {
  readonly settings: RepositorySettings
  /** Files of the repository's own signatures. */
  readonly signatureFiles: readonly PackFile[]
  /** Whether the operator lets repositories lower thresholds, and takes their signatures for as good as the pack's. */
  readonly mayLoosen: boolean
}

/** The part of the rules that is plain data: all that is needed where nothing is scanned. */
export interface RepositoryRules {
  readonly settings: RepositorySettings
  /** The operator's pack with what the repository changes about it. */
  readonly pack: PackContent
  /** What is wrong with the repository's settings and signatures. What they say rightly holds all the same. */
  readonly problems: readonly Problem[]
  /** What they were compiled from; without it they hold only in the thread that compiled them. */
  readonly source?: RulesSource
}

export interface Rules extends RepositoryRules {
  readonly pack: Pack
  readonly parameters: ModelParameters
  /** What helps to read this repository's reports. */
  readonly hints: RepositoryHints
}

export interface RequestedSettings
  extends Omit<RulesSource, 'signatureFiles'>,
    Partial<Pick<RulesSource, 'signatureFiles'>> {
  readonly problems: readonly Problem[]
}

/** The rules where no repository says anything: a report from a file, or one that is pasted. */
export function plainRules(pack: Pack): Rules {
  return {
    settings: DEFAULT_REPOSITORY_SETTINGS,
    pack,
    parameters: SHIPPED_PARAMETERS,
    hints: NO_HINTS,
    problems: [],
  }
}

export function resolveRules(operators: Pack, asked: RequestedSettings): Rules {
  const { settings, problems, signatureFiles = [], mayLoosen } = asked
  const { pack, problems: found } = addRepositorySignatures(operators, signatureFiles, mayLoosen)
  const { product, headings } = settings
  return {
    settings,
    pack: withOwnWords(pack, settings),
    parameters: {
      ...SHIPPED_PARAMETERS,
      thresholds: thresholdsOf(settings.thresholds, mayLoosen),
      off: turnedOff(pack, settings),
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
  }
}

function turnedOff({ signatures, folders }: Pack, { packs, signatures: { off } }: RepositorySettings) {
  const isOff = (id: string) => off.includes(id) || packs.off.includes(folders.get(id) ?? '')
  return new Set([...signatures.keys()].filter(isOff))
}

/** The pack with the repository's own questions; the same object where it has none. */
function withOwnWords(pack: Pack, settings: RepositorySettings): Pack {
  const fingerprint = fingerprintOf(pack, settings)
  if (fingerprint === pack.fingerprint) return pack
  const { questions } = settings.wording
  const reword = (signature: Signature) =>
    Object.hasOwn(questions, signature.id) ? { ...signature, ask: questions[signature.id] as string } : signature
  return {
    ...pack,
    fingerprint,
    signatures: new Map([...pack.signatures].map(([id, signature]) => [id, reword(signature)])),
  }
}

/** Changes when answers may: modes, labels and budgets change what is done with an answer, not the answer. */
function fingerprintOf(pack: Pack, settings: RepositorySettings): string {
  const changes = ({ packs, signatures, thresholds, wording, product, headings }: RepositorySettings) =>
    JSON.stringify([packs, signatures, thresholds, wording, product, headings])
  const said = changes(settings)
  if (said === changes(DEFAULT_REPOSITORY_SETTINGS)) return pack.fingerprint
  return createHash('sha256').update(`${pack.fingerprint} ${said}`).digest('hex').slice(0, 12)
}
