/** Finds the error lines of a report that its cluster can be named by, and puts them in words. */
import type { ReportDigest } from './digest.ts'
import type { ErrorLine } from './error-lines.ts'

/** Words of any title and any error line. */
const ANY_ERROR = /^(?:errors?|fail(?:s|ed|ure)?|when|with|from|that|this|after|cannot)$/

/** Maximum number of lines of one report that its cluster can be named by. */
const MAX_LINES = 4

/** The first lines about the subject of the report. An attached log has lines about everything that ran there. */
export function titleLines({ title, lines }: ReportDigest): readonly ErrorLine[] {
  const subject = new Set(wordsOf(title))
  return lines.filter((line) => wordsOf(inWords(line.fingerprint)).some((it) => subject.has(it))).slice(0, MAX_LINES)
}

function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !ANY_ERROR.test(word))
}

/** A message inside JSON, of which the beginning of a line may be cut off. */
const JSON_MESSAGE = /"(?:error|message)"\s?:\s?"((?:[^"\\]|\\.){8,})/g

/** The innermost message of a line, with the placeholders of its fingerprint as a person would write them. */
export function inWords(fingerprint: string): string {
  const plain = fingerprint.replaceAll('\\"', '"')
  const message = [...plain.matchAll(JSON_MESSAGE)].at(-1)?.[1] ?? plain
  return message
    .replaceAll(/<(url|path)>/g, (_, name: string) => (name === 'url' ? 'URL' : 'path'))
    .replaceAll(/(?<=\w\.?)<(?:n|id)>/g, '*')
    .replaceAll(/<(?:secret|uuid|time|n|id)>/g, '…')
}
