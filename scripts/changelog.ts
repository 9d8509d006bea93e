/** The changelog of a release, made from the subjects of its commits. Pure: `release.ts` runs git. */

/** The part of a version to raise, as in https://semver.org */
const KINDS = ['major', 'minor', 'patch']

/**
 * @param present version in package.json, e.g. `0.1.0`
 * @throws Error when `kind` is not major, minor or patch
 */
export function nextVersion(present: string, kind: string | undefined): string {
  const at = KINDS.indexOf(kind ?? '')
  if (at === -1) throw new Error(`Name the kind of release: ${KINDS.join(', ')}.`)
  return present
    .split('.')
    .map((part, index) => (index < at ? part : index === at ? Number(part) + 1 : 0))
    .join('.')
}

interface Release {
  readonly version: string
  /** E.g. `2026-11-20`. */
  readonly date: string
  /** First lines of the commits, oldest first. */
  readonly subjects: readonly string[]
}

/** Renders one section, with its entries in the order of the commits; release commits are left out. */
export function renderSection({ version, date, subjects }: Release): string {
  const entries = [...new Set(subjects)].filter((subject) => !/^Release \d/.test(subject))
  return `## ${version} (${date})\n\n${entries.map((it) => `- ${escapeMarkdown(it)}\n`).join('')}`
}

/** @returns the changelog with the new section on top */
export function addSection(changelog: string, section: string): string {
  const first = changelog.search(/^## \d/m)
  const at = first === -1 ? changelog.length : first
  return `${changelog.slice(0, at).trimEnd()}\n\n${section}${first === -1 ? '' : `\n${changelog.slice(at)}`}`
}

/** A subject is plain text: escapes Markdown characters and mentions. */
function escapeMarkdown(subject: string): string {
  return subject.replace(/[\\`*_[\]<>@#]/g, '\\$&')
}
