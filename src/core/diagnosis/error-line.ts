/** Finds the line that shows the failure in a report whose cause is not known, so that a question can be about it. */
import type { Report, Segment } from '../report/report.ts'
import { sectionOf } from '../report/sections.ts'
import { isFailure, isFailureCode, MIN_WORDS, textLinesOf, wordCount } from './failure-words.ts'
import { messageInTitle, quotedMessagesIn, unmarkedMessagesIn } from './told-messages.ts'

/** What a form asks for, left in by the reporter. */
const HINT = /^(?:paste|please|describe|add|enter)\b/i
/** A log with several errors is more often about the one that names a login. */
const ABOUT_ACCESS =
  /\b(?:\w*auth\w*|log(?:ged|ging)?[ -]?(?:in|out)|sign(?:ed|ing)?[ -]?(?:in|out)|[\w-]*tokens?|credentials?|passwords?|permissions?|forbidden|invalid_\w+)\b/i
/** What the page of a login says when it went through. */
const SUCCESS = /\b(?:(?:can|may) (?:now )?close|success(?:ful|fully)?|complete)\b/i
/** "Invalid token" says enough. */
const MIN_WORDS_ABOUT_ACCESS = 2
/** In characters. */
const MAX_LINE = 90
/** Number of lines above the one that shows the failure. */
const MIN_CONTEXT = 3

const STATUS = /\b[45]\d\d\b/
/** The body of a response, as JSON, as a page, or as the fields of an OAuth error. */
const BODY = /["']?\b(?:error|message|detail|error_description)["']\s?: ?["'{[]|<!doctype|<html|error_description/i

export interface FailureLine {
  /** Without anything that a shell or Markdown would act on. */
  readonly words: string
  /** Whether the line says that something failed; otherwise it is what a page or a program says at that point. */
  readonly isError: boolean
  /** Whether the report shows the lines above it, too. */
  readonly hasContext: boolean
  /** Whether it has the status of a response. */
  readonly hasStatus: boolean
  /** Whether the report shows the body of a response that refuses something. */
  readonly hasBody: boolean
}

/** @returns the first line that shows a failure, one about a login before all others; null if there is none */
export function errorLineOf({ title, segments }: Pick<Report, 'title' | 'segments'>): FailureLine | null {
  const happened = segments.filter(({ heading }) => !['expected', 'proposal', 'related'].includes(sectionOf(heading)))
  const printed = happened.filter(({ kind }) => kind === 'log' || kind === 'quote').flatMap(textLinesOf)
  const told = [
    ...happened.filter(({ kind }) => kind === 'prose' || kind === 'title').flatMap(quotedMessagesIn),
    ...unmarkedMessagesIn(happened),
  ]
  const inTitle = messageInTitle(title)
  const errors = [...printed, ...told.map(({ line }) => line), ...(inTitle === null ? [] : [inTitle])].filter(
    (it) => isFailure(it) && !HINT.test(it),
  )
  const line =
    errors.find((it) => ABOUT_ACCESS.test(it) && (wordCount(it) >= MIN_WORDS_ABOUT_ACCESS || isFailureCode(it))) ??
    errors.find((it) => wordCount(it) >= MIN_WORDS || isFailureCode(it)) ??
    told.find((it) => it.isCalledOne && !SUCCESS.test(it.line))?.line
  if (line === undefined) return null
  return {
    words: plainWords(line),
    isError: errors.includes(line),
    hasContext: happened.some((it) => leadsTo(line, it)),
    hasStatus: STATUS.test(plainWords(line)),
    hasBody: happened.some(({ text }) => BODY.test(text)),
  }
}

function leadsTo(line: string, segment: Segment): boolean {
  return (
    segment.kind === 'log' &&
    textLinesOf(segment)
      .filter((it) => it !== '')
      .indexOf(line) >= MIN_CONTEXT
  )
}

/** What stands in front of a message in a log: a time, a level, the name of a part in brackets, a line of the source. */
const PREFIX =
  /^(?:\[[^\]\n]{0,60}\]|[\w./\\~<>-]{1,200}\.[a-z]{1,4}:\d{1,6}(?::\d{1,4})?:?(?=\s)|\d[\dT:.,Z+/-]{3,30}|(?:ERROR|ERR|WARN|WARNING|FATAL|INFO)(?=[\s:])|(?:[Ee]rror|[Ww]arning)(?=:)|-)[\s:]{1,3}(?=\S)/
/** The message inside a structured line. */
const MESSAGE_FIELD =
  /(?:["'](?:message|userString|error_description|description|detail|msg)["']\s?(?::|=>)\s?["']|\b(?:msg|message)=")([^"'\n]{8,160})["']/
const LABEL = /^(?:error |err)?(?:message|msg)\s?[:=]\s?/i

/** Cuts off what stands in front of the message, markup, and everything that is no plain word. */
function plainWords(line: string): string {
  let message = (MESSAGE_FIELD.exec(line)?.[1] ?? line).replace(/<[^<>\n]{1,80}>/g, ' ').trim()
  for (let at = 0; at < 4 && PREFIX.test(message) && wordCount(message.replace(PREFIX, '')) >= MIN_WORDS; at++) {
    message = message.replace(PREFIX, '')
  }
  const words = message
    .replace(LABEL, '')
    .replace(/[^\p{L}\p{N}_.:,/' -]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .:,/'-]+|[ .:,/'-]+$/g, '')
  if (words.length <= MAX_LINE) return words
  return `${words.slice(0, words.lastIndexOf(' ', MAX_LINE) > 40 ? words.lastIndexOf(' ', MAX_LINE) : MAX_LINE)} …`
}
