/** Decides whether a step, a remedy or a question of a signature is about a given report. */
import coerce from 'semver/functions/coerce.js'
import satisfies from 'semver/functions/satisfies.js'
import type { Environment } from '../report/report.ts'
import type { Check, When } from './schema.ts'

/**
 * @param isSaid whether a pattern of `when.says` or the words of `when.tells` are in the report
 * @returns true if the report is about the product, system and version in `when`, and says what it asks for. What the
 *   report does not say does not fit.
 */
export function appliesTo(when: When | undefined, environment: Environment, isSaid = false): boolean {
  if (when === undefined) return true
  if ((when.says ?? when.tells) !== undefined && !isSaid) return false
  return fitsProduct(when, environment) && fitsSystem(when, environment) && fitsVersion(when, environment)
}

/** @returns the step's command for the system of the report; undefined if the step has none */
export function howFor({ how, windows }: Check, { os }: Pick<Environment, 'os'>): string | undefined {
  return os === 'windows' ? (windows ?? how) : how
}

function fitsProduct({ product }: When, environment: Environment): boolean {
  return product === undefined || (environment.product !== null && [product].flat().includes(environment.product))
}

/** WSL runs Linux, so what holds for Linux holds there. */
function fitsSystem({ os, 'not-os': excluded = [] }: When, environment: Environment): boolean {
  if (environment.os !== null && [excluded].flat().includes(environment.os)) return false
  return os === undefined || os === environment.os || (os === 'linux' && environment.os === 'wsl')
}

/** Products name their versions freely, so only the first three numbers count. */
function fitsVersion({ version }: When, environment: Environment): boolean {
  if (version === undefined) return true
  const reported = coerce(environment.version)
  return reported !== null && satisfies(reported, version)
}
