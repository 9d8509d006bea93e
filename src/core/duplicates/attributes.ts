/**
 * What a report says about its failure apart from its wording: error codes, servers, surfaces, triggers, and the
 * versions that work and fail. Attributes are stored with the digest, so that a report stored years ago compares. To add
 * a kind, add it to `ATTRIBUTE_KINDS`, read it here, and compare it in `pair.ts`.
 */
import type { ReportedFlow } from '../flow/report-flow.ts'
import type { Report, Segment } from '../report/report.ts'
import { findCodes } from './error-codes.ts'
import type { ErrorLine } from './error-lines.ts'
import { findHosts } from './hosts.ts'
import { findSurfaces, findTriggers } from './surroundings.ts'
import { readVersionClaims, type VersionClaims } from './version-claims.ts'

/**
 * The kinds of attributes. An index keeps a kind as its place in this list: append, and keep to sixteen.
 *
 * `code` error codes and names; `host` registered names of servers; `surface` where the product runs; `trigger` what
 * preceded the failure; `signature` and `capture` from the diagnosis; `headline` three words of the title in order;
 * `stage` where the login broke, with status and error, from the flow.
 */
export const ATTRIBUTE_KINDS = [
  'code',
  'host',
  'surface',
  'trigger',
  'signature',
  'capture',
  'headline',
  'stage',
] as const

export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number]

/** The attributes that are read from the report itself. */
export interface ReportAttributes {
  /** In text order, each once; digests from earlier versions lack kinds that were added since. */
  readonly values: Readonly<
    Record<Exclude<AttributeKind, 'signature' | 'capture' | 'headline' | 'stage'>, readonly string[]> &
      Partial<Record<'stage', readonly string[]>>
  >
  readonly versions: VersionClaims
}

/** Maximum number of values of one kind. A long log names hundreds of hosts and codes, and its first are its own. */
const MAX_VALUES = 16

/**
 * @param lines the report's error lines
 * @param flow the login that the report shows; null if it shows none
 */
export function readAttributes(
  report: Report,
  lines: readonly ErrorLine[],
  flow: ReportedFlow | null,
): ReportAttributes {
  const told = report.segments.filter(({ kind }) => kind === 'title' || kind === 'prose')
  const errors = [report.title, ...lines.map(({ text }) => text)]
  return {
    values: {
      code: limit(errors.flatMap(findCodes)),
      host: limit(report.segments.filter(isOwn).flatMap(({ text }) => findHosts(text))),
      surface: limit(told.flatMap(({ text }) => findSurfaces(text))),
      trigger: limit(told.flatMap(({ text }) => findTriggers(text))),
      stage: stagesOf(flow),
    },
    versions: readVersionClaims(report),
  }
}

/** The stage with its status and error, with its status, and alone: few reports share the first, many the last. */
function stagesOf(flow: ReportedFlow | null): readonly string[] {
  if (flow === null || flow.broken === null) return []
  const { stage, status, error } = flow.broken
  const whole = [stage, status, error].filter((it) => it !== null).join(' ')
  return [...new Set([whole, ...(status === null ? [] : [`${stage} ${status}`]), stage])]
}

/** A quote is another person's words. */
function isOwn({ kind }: Segment): boolean {
  return kind !== 'quote'
}

function limit(values: readonly string[]): readonly string[] {
  return [...new Set(values)].slice(0, MAX_VALUES)
}
