/**
 * Reads the values that a reporter would have to fill into a command: the package, the account on a host, the
 * directory, the image, the repository. Each stands in a report in a few forms only, and only those are read.
 */
import { strictShapeOf } from './strict-shapes.ts'

/** In characters per text. */
const MAX_READ = 200_000

const NPM_PACKAGE =
  /\bnpm (?:ERR!|error|http)[^\n]{0,80}\b(?:PUT|GET) https?:\/\/[\w.:-]{3,100}\/(@[\w.~-]{1,80}(?:%2f|\/)[\w.~-]{1,100}|[a-z\d][\w.~-]{0,100})(?=[\s"'`?)]|$)/gi
const SSH_TARGET = /(?<![\w.@/:*-])([a-z_][\w.-]{0,31}@[a-z\d][\w.-]{2,100}): Permission denied \(/gi
const LDAP_URL = /\bldaps?:\/\/[a-z\d][\w.-]{0,100}(?::\d{1,5})?(?![\w.:-])/gi
const BIND_DN =
  /bind(?:[ _-]?user)?[ _-]?(?:dn|user(?:name)?)?["'`]?\s{0,3}[=:]\s{0,3}["'`]?((?:cn|uid)=[\w.@-]{1,64}(?:,(?:cn|ou|dc|o|uid)=[\w.@-]{1,64}){1,12})(?=["'`\s]|$)/gi
const IMAGE_IN_URL =
  /\bhttps:\/\/([a-z\d][\w.-]{2,100})\/v2\/([\w./-]{1,150})\/manifests\/([\w.-]{1,100})(?=["'`:\s]|$)/gi
const IMAGE_IN_LINE =
  /\b(?:docker pull|failed to pull(?: and unpack)? image|pulling image|pull access denied for|back-off pulling image)[ "'`\\]{1,4}([a-z\d][\w.-]{0,100}(?:\/[\w.-]{1,100}){1,6}(?::[\w.-]{1,100})?)(?=[\s"'`,\\:]|$)/gi
const GIT_URL =
  /\b(?:authentication failed for|unable to access|clone of|git clone|git ls-remote|repository)[ "'`]{1,3}(https:\/\/[a-z\d][\w.-]{2,100}\/[\w.~-]{1,100}\/[\w./~-]{1,200})(?=["'`:\s]|$)/gi
const REFUSED_URL =
  /\b(?:could not|unable to|failed to) (?:get|head|put|fetch|download|resolve) ["'`]?(https:\/\/[a-z\d][\w.-]{2,100}(?::\d{1,5})?\/[\w./~%@+-]{1,200})["'`]?[.:,]?[^\n]{0,80}\b40[013]\b|\b40[13]\b(?: client error:)?(?: (?:unauthorized|forbidden))?["'`]?(?: - (?:get|put|head)|,? (?:for|from)(?: url:?)?) ["'`]?(https:\/\/[a-z\d][\w.-]{2,100}(?::\d{1,5})?\/[\w./~%@+-]{1,200})(?=["'`\s]|$)/gi
/** Maven and NuGet write the URL behind the refusal. */
const URL_AFTER_REFUSAL =
  /\b(?:(?:authentication|authorization) failed for|not authorized, ReasonPhrase[^\n]{0,40} for|unauthorized|forbidden) ["'`]?(https:\/\/[a-z\d][\w.-]{2,100}(?::\d{1,5})?\/[\w./~%@+-]{1,200})(?=["'`,\s]|$)/gi
/** `docker compose logs` writes the service in front of each line. */
const COMPOSE_LINE = /^\s{0,4}([a-z\d][\w-]{0,60}?)[_-]\d{1,2} {1,20}\| ([^\n]{0,400})/gim
const DATABASE_REFUSES =
  /password authentication failed|Access denied for user|Authentication failed|WRONGPASS|NOAUTH|role "[^"]{1,60}" does not exist/i
const DATABASE_IMAGE = /^([ \t]+)image:[ \t]*["']?(?:[\w./-]{0,60}\/)?(?:postgres|postgis|mysql|mariadb|mongo|redis)\b/i
const COMPOSE_KEY = /^([ \t]*)([a-z\d][\w-]{0,60}):[ \t]*$/i
/** In lines; the keys of a service stand below its name. */
const MAX_SERVICE = 40

/** The readers by the name of the value. */
export const COMMAND_VALUES = {
  'npm-package': (text: string) => found(text, NPM_PACKAGE).map((it) => it.replace(/%2f/i, '/')),
  'ssh-target': (text: string) => found(text, SSH_TARGET),
  'ldap-url': (text: string) => found(text, LDAP_URL, 0),
  'bind-dn': (text: string) => found(text, BIND_DN),
  image(text: string) {
    return [...imagesInUrls(text), ...found(text, IMAGE_IN_LINE)]
  },
  // A full stop that ends the sentence is none of the URL.
  'git-url': (text: string) => found(text, GIT_URL).map((it) => it.replace(/\.$/, '')),
  'refused-url'(text: string) {
    const refused = Array.from(text.matchAll(REFUSED_URL), ([, got, named]) => got ?? named ?? '')
    return [...refused, ...found(text, URL_AFTER_REFUSAL)]
  },
  'compose-service': (text: string) => [...servicesThatRefuse(text), ...databaseServices(text)],
} as const satisfies Readonly<Record<string, (text: string) => readonly string[]>>

export type CommandValue = keyof typeof COMMAND_VALUES

/** @returns every value of this kind that a text shows, of a strict shape */
export function commandValuesIn(name: CommandValue, text: string): readonly string[] {
  return COMMAND_VALUES[name](text.slice(0, MAX_READ)).filter((it) => strictShapeOf(it) !== null)
}

function found(text: string, pattern: RegExp, group = 1): readonly string[] {
  return Array.from(text.matchAll(pattern), (match) => match[group] ?? '')
}

function imagesInUrls(text: string): readonly string[] {
  return Array.from(text.matchAll(IMAGE_IN_URL), ([, host, path, tag]) => `${host}/${path}:${tag}`)
}

function servicesThatRefuse(text: string): readonly string[] {
  return [...text.matchAll(COMPOSE_LINE)].flatMap(([, service = '', line = '']) =>
    DATABASE_REFUSES.test(line) ? [service] : [],
  )
}

/** The name of a service is the nearest key above its image that is indented less. */
function databaseServices(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const indent = DATABASE_IMAGE.exec(line)?.[1]?.length
    if (indent === undefined) return []
    const above = lines.slice(Math.max(0, at - MAX_SERVICE), at).map((it) => COMPOSE_KEY.exec(it))
    return above.findLast((it) => it !== null && (it[1]?.length ?? 0) < indent)?.[2] ?? []
  })
}
