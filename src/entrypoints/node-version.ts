/**
 * Reports in one sentence that Node is too old, instead of letting the program fail with a confusing error. This file
 * imports nothing and uses no newer features, so it runs on an old Node before anything else is loaded.
 */

/** The first version that has everything the package uses. Must match `engines` in package.json. */
const MIN_NODE = 24

/**
 * @param version as in `process.versions.node`, e.g. `20.20.0`
 * @returns null if the version is new enough, otherwise the message to print
 */
export function describeOldNode(version: string): string | null {
  if (Number.parseInt(version, 10) >= MIN_NODE) return null
  return `auth-triage needs Node ${MIN_NODE} or newer; this is Node ${version}.\nInstall it from https://nodejs.org, or run: npx -p node@${MIN_NODE} -c "auth-triage --help"`
}
