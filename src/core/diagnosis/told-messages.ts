/**
 * Finds what a program printed where people tell it: in running text, in quotation marks, behind words that announce it,
 * or as the title.
 */
import type { Segment } from '../report/report.ts'
import { isFailure, isFailureCode, MIN_WORDS, textLinesOf, wordCount } from './failure-words.ts'

/** A message in running text. */
export interface ToldMessage {
  readonly line: string
  /** Whether the words around it call it a message, so that it is one, whatever it says. */
  readonly isCalledOne: boolean
}

/** A message that people repeat in running text: after `Error:`, or in quotation marks. */
const IN_WORDS =
  /\b(?:[A-Z]\w{0,40})?(?:Error|ERROR|Exception|FATAL):[^\n]{8,200}|(?<![\w.,)])["“«`](?! )[^"“”»`\n]{0,300}(?<! )["”»`]/g
/** What is quoted after these words is a message, whatever it says. The closing mark is often forgotten. */
const AFTER_VERB =
  /\b(fails? with|(?:get|got|gets|says?|shows?|prints?|displays?|returns?|error(?: message)?|message)(?: (?:is|was|that|me|(?:an? |this )?(?:error|message)))?)[ :]{1,3}["“«`]([^"“”»`\n]{4,160})(?:["”»`]|$)/gi
/** What follows these words is a failure; a program also "shows" its buttons. */
const NAMES_FAILURE = /fail|error/i
/** `The error is: Invalid authorization`, to the end of the line, in whatever marks. */
const AFTER_COLON =
  /\b(error|message|fails? with|failed with|log|response|answer)(?: (?:is|was|says|reads))?: {1,3}[_*]{0,2}(\S[^\n]{6,200}?)[_*]{0,2}$/gim
/** The line before one that a program printed: "but now:", "I get this error", "Authelia logs". */
const ANNOUNCES =
  /(?:[:：]|\b(?:errors?|messages?|logs?|says(?: is)?|shows|prints|returns|following|output)[ \t]{0,3})$/i
const SPEAKS_OF_MESSAGE = /\b(?:errors?|messages?|says)\b[^.!?]{0,30}$/i
/** A person's own sentence, and not what a program printed. */
const PERSONAL = /\b(?:I|I['’]\w{1,2}|[Ww]e|[Mm]y|[Oo]ur|me|us)\b/
/** How programs begin a line about a failure, or what only they write. */
const OUTPUT =
  /^\W{0,3}(?:err\b|error|fail|fatal|unable|cannot|could not|not |access |request|exception|http|invalid|unauthori|permission|authenti|login |warn|denied|forbidden|\d{2,4}[-:])|\b(?:[A-Z]\w{0,60})?(?:Error|Exception)\b|\b[45]\d\d\b|\b(?:message|error|status|code|reason)\w{0,20}: |失败|失敗|错误|錯誤|异常|エラー|실패|오류|ошибк/i
/** `Login failed: Selector …`, `returned unexpected result: 404`: first that it failed, and behind a colon how. */
const FAILED_HOW =
  /\b(?:error|exception|fatal|failed|failure|refused|denied|required|returned|result|success)\b[^:：\n]{0,40}[:：] ?["'{[]?[\p{L}\d]/iu
/** `Failed to retrieve metadata from source 'https://…'` */
const NAMES_PLACE = /^\W{0,3}(?:failed to|unable to|could not|cannot)\b[^\n]{0,80}(?:https?:\/\/|\b[45]\d\d\b)/i
/** A tag that a project or a form puts in front of a title. */
const TAG = /^\s*(?:\[[^\]\n]{1,40}\]|\(?bug(?: report)?\)?\s?[:：])\s*/i
/** Titles that only a program words like this. */
const PRINTED_TITLE =
  /^invalid \w+ (?:parameter|value|token|grant|client|request|response)|\b[45]\d\d (?:Client|Server) Error\b|\bno longer (?:supported|valid|available)\b/i
/** In words. A line of a log is longer only where it has few words. */
const MAX_ANNOUNCED = 26

/** @returns the messages in one segment of running text that stand in it with a mark of their own */
export function quotedMessagesIn(segment: Segment): readonly ToldMessage[] {
  return textLinesOf(segment).flatMap((line) => [
    ...(line.match(IN_WORDS) ?? []).map((it) => ({ line: it, isCalledOne: false })),
    ...Array.from(line.matchAll(AFTER_VERB), ([, verb = '', message = '']) => ({ verb, message }))
      .filter((it) => saysEnough(it.message) || (NAMES_FAILURE.test(it.verb) && wordCount(it.message) > 1))
      .map(({ message }) => ({ line: message, isCalledOne: true })),
  ])
}

/** @returns the output of programs that stands in running text without any marks */
export function unmarkedMessagesIn(segments: readonly Segment[]): readonly ToldMessage[] {
  const found: ToldMessage[] = []
  let before = ''
  for (const segment of segments) {
    if (segment.kind === 'title' || segment.kind === 'log') continue
    for (const line of textLinesOf(segment).filter((it) => it !== '')) {
      const isMessage = SPEAKS_OF_MESSAGE.test(before)
      const isCalledOne = isMessage && segment.kind === 'quote' && wordCount(line) >= MIN_WORDS
      for (const { 1: label = '', 2: message = '' } of line.matchAll(AFTER_COLON)) {
        if (isPrinted(message)) found.push({ line: message, isCalledOne: /^(?:error|message)$/i.test(label) })
      }
      const isAnnounced = ANNOUNCES.test(before) && (isMessage || OUTPUT.test(line))
      const standsAlone = OUTPUT.test(line) && (FAILED_HOW.test(line) || NAMES_PLACE.test(line))
      if ((isAnnounced || standsAlone) && isPrinted(line)) {
        found.push({ line, isCalledOne })
      }
      before = line
    }
  }
  return found
}

/** @returns the title without its tags if it is the message itself; null if a person worded it */
export function messageInTitle(title: string): string | null {
  const words = title.replace(TAG, '').replace(TAG, '')
  const isMessage = isFailure(words) && (FAILED_HOW.test(words) || PRINTED_TITLE.test(words))
  return isMessage && isPrinted(words) ? words : null
}

function saysEnough(message: string): boolean {
  return wordCount(message) >= MIN_WORDS || isFailureCode(message) || (wordCount(message) > 1 && isFailure(message))
}

function isPrinted(line: string): boolean {
  return ![PERSONAL, ANNOUNCES].some((it) => it.test(line)) && wordCount(line) <= MAX_ANNOUNCED
}
