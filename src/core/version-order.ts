/** Orders versions as https://semver.org does, so a pre-release comes before its release. Takes four numbers, too. */
import coerce from 'semver/functions/coerce.js'
import compare from 'semver/functions/compare.js'

/** Names of systems and runtimes, whose versions people give next to the version of the product. */
const FOREIGN =
  'macos|mac ?os x|os x|darwin|windows|win|wsl|linux|kernel|ubuntu|debian|fedora|rhel|centos|alpine|arch|ios|ipados|android|node(?:\\.?js)?|npm|pnpm|yarn|bun|deno|python|pip|java|jdk|jre|go|golang|rust|ruby|php|\\.net|dotnet|chrome|chromium|firefox|safari|edge|docker|kubernetes|k8s|helm|git|openssl|curl|postgres(?:ql)?|mysql|redis|nginx|python3'

/**
 * A version in running text: two to four numbers, with a pre-release if there is one, and without a leading `v`. The
 * version of a system or a runtime, a part of a path or URL, and an address of this machine are none.
 */
export const VERSION_PATTERN = String.raw`(?<!\b(?:${FOREIGN})[ -](?:version )?)(?<![\w./:-])(?!127\.0|192\.168\.|0\.0\.0)[vV]?(\d{1,6}(?:\.\d{1,9}){1,3}(?:-(?:alpha|beta|rc|pre|preview|canary|nightly|dev|next|insiders?)(?:[.-]?\w{1,20}){0,3})?)(?!\w|[/:.-]\w)`

const WHOLE_VERSION = /^[vV]?(\d{1,6}(?:\.\d{1,9}){1,3}(?:-[0-9A-Za-z][0-9A-Za-z.-]{0,30})?)$/

/** @returns the version without a leading `v`; null if the text is no version of at least two numbers */
export function readVersion(text: string): string | null {
  return WHOLE_VERSION.exec(text.trim())?.[1] ?? null
}

/** @returns the version in a tag such as `v1.2.3`, `cli-v1.2.3` or `@acme/cli@1.2.3`; null if there is none */
export function versionInTag(tag: string): string | null {
  const found = /(?:^|[^\d.])(\d{1,6}(?:\.\d{1,9}){1,3}(?:-[0-9A-Za-z][0-9A-Za-z.-]{0,30})?)$/.exec(tag.slice(0, 200))
  return found?.[1] ?? null
}

/**
 * @param a a version, as `readVersion` returns it
 * @returns a negative number if `a` is older, zero if both are the same, a positive number if `a` is newer; null if one
 *   of the two is no version
 */
export function orderVersions(a: string, b: string): number | null {
  const left = coerce(a, { includePrerelease: true })
  const right = coerce(b, { includePrerelease: true })
  if (left === null || right === null) return null
  return compare(left, right) || fourthOf(a) - fourthOf(b)
}

function fourthOf(version: string): number {
  return Number(/^\D*\d+\.\d+\.\d+\.(\d{1,9})/.exec(version)?.[1] ?? 0)
}
