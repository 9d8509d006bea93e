/**
 * Finds the use that the bot has for a repository's own labels: those for authentication as a whole, for one pack, for
 * one cause, and for whose turn it is. Works on names alone, so it proposes and a maintainer decides.
 */
import { labelKey } from '../plan/labels.ts'
import type { PackContent } from '../signatures/pack.ts'

export interface LabelUse {
  /** Labels for every issue whose cause is named. */
  readonly all: readonly string[]
  /** Labels by pack. */
  readonly packs: Readonly<Record<string, string>>
  /** Labels by signature. */
  readonly signatures: Readonly<Record<string, string>>
  readonly reporter: string | null
  readonly maintainers: string | null
}

/** Words that say what kind of label it is, and nothing about its subject. */
const KINDS = new Set(['area', 'component', 'comp', 'topic', 'feature', 'module', 'scope', 'subject', 'domain', 'team'])
const AUTH = new Set(['auth', 'authentication', 'authn', 'authorization', 'authz'])
/** Subjects that belong to authentication, for judging labels that people set. */
const ABOUT_AUTH = new Set([
  ...AUTH,
  'oauth',
  'oauth2',
  'oidc',
  'sso',
  'saml',
  'login',
  'signin',
  'credentials',
  'token',
])
const REPORTERS_TURN =
  /^(?:(?:needs?|more|waiting|awaiting|status)[\s:_-]+)+(?:more[\s_-]+)?(?:info(?:rmation)?|details|evidence|for[\s_-]+(?:author|reporter|user|response|feedback|info)|author|reporter|response|feedback|author[\s_-]+feedback)(?:[\s_-]+needed)?$/i
const MAINTAINERS_TURN = /^(?:(?:needs?|status|waiting)[\s:_-]+)*(?:triage|maintainers?|for[\s_-]+maintainers?)$/i

/** @param names the names of the repository's labels */
export function findLabelUse(names: readonly string[], pack: Pick<PackContent, 'signatures' | 'folders'>): LabelUse {
  const folders = new Set(pack.folders.values())
  const bySubject = new Map(names.map((name) => [subjectOf(name).join(' '), name]))
  const all = names.filter((name) => isOneOf(subjectOf(name), AUTH))
  const inPacks = [...folders].flatMap((folder) => {
    const name = bySubject.get(folder)
    return name === undefined ? [] : [[folder, name] as const]
  })
  const causes = [...pack.signatures.values()].flatMap(({ id, label }) => {
    const name = names.find((it) => labelKey(it) === labelKey(label)) ?? bySubject.get(subjectOf(label).join(' '))
    return name === undefined || all.includes(name) ? [] : [[id, name] as const]
  })
  return {
    all,
    packs: Object.fromEntries(inPacks),
    signatures: Object.fromEntries(causes),
    reporter: names.find((name) => REPORTERS_TURN.test(name)) ?? null,
    maintainers: names.find((name) => MAINTAINERS_TURN.test(name)) ?? null,
  }
}

/** Whether a label says that its issue is about authentication. */
export function isAuthLabel(name: string): boolean {
  return subjectOf(name).some((word) => ABOUT_AUTH.has(word))
}

/** Whether a label names a part of the product, such as `area: editor`, that is not authentication. */
export function isOtherArea(name: string): boolean {
  return /^(?:area|component|topic|feature)\s*[:/]/i.test(name) && !isAuthLabel(name)
}

function subjectOf(name: string): readonly string[] {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return words.filter((word) => word !== '' && !KINDS.has(word))
}

function isOneOf(subject: readonly string[], words: ReadonlySet<string>): boolean {
  return subject.length === 1 && words.has(subject[0] as string)
}
