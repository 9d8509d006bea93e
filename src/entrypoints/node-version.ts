/**
 * Says in one sentence when the Node that runs this is too old, instead of failing somewhere inside. It imports nothing
 * and uses nothing that an old Node lacks, so that it can speak before anything else is loaded.
 */

/** The first version that has everything the package uses; `engines` in package.json says the same. */
const OLDEST_NODE = 24

/**
 * @param version as `process.versions.node` gives it, e.g. `20.20.0`
 * @returns null when it is new enough, else what to tell the person
 */
export function complainOfNode(version: string): string | null {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return null
  return `auth-triage needs Node ${OLDEST_NODE} or newer; this is Node ${version}.\nInstall it from https://nodejs.org, or run: npx -p node@${OLDEST_NODE} -p auth-triage auth-triage`
}
