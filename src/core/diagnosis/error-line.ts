/** Finds the line that shows the failure in a report whose cause is not known, so that a question can be about it. */
import type { Report, Segment } from '../report/report.ts'
import { sectionOf } from '../report/sections.ts'

/** What a form asks for, left in by the reporter. */
const HINT = /^(?:paste|please|describe|add|enter)\b/i
/** Words of a program that failed. */
const ERROR =
  /\b(?:error|failed|failure|fails|denied|refused|rejected|invalid|forbidden|unauthori[sz]ed|unable to|cannot|could not|couldn't|can't|exception|timed? ?out|expired|not (?:supported|allowed|authenticated|authorized|found|valid|secure)|bad credentials|fatal|unsuccessful|does not indicate success|status:? [45]\d\d|HTTP[ /.\d]{0,8}[45]\d\d|[45]\d\d (?:[A-Z]|-))|失败|失敗|错误|錯誤|异常|エラー|실패|오류|ошибк/i
/** A log with several errors is more often about the one that names a login. */
const ABOUT_ACCESS =
  /\b(?:\w*auth\w*|log(?:ged|ging)?[ -]?(?:in|out)|sign(?:ed|ing)?[ -]?(?:in|out)|[\w-]*tokens?|credentials?|passwords?|permissions?|forbidden|invalid_\w+)\b/i
/** What the page of a login says when it went through. */
const SUCCESS = /\b(?:(?:can|may) (?:now )?close|success(?:ful|fully)?|complete)\b/i
/** A message that people repeat in running text: after `Error:`, or in quotation marks. */
const IN_WORDS =
  /\b(?:[A-Z]\w{0,40})?(?:Error|ERROR|Exception|FATAL):[^\n]{8,200}|(?<![\w.,)])["“«`](?! )[^"“”»`\n]{0,300}(?<! )["”»`]/g
/** What is quoted after these words is a message, whatever it says. The closing mark is often forgotten. */
const AFTER_VERB =
  /\b(?:fails? with|(?:get|got|gets|says?|shows?|prints?|displays?|returns?|error(?: message)?|message)(?: (?:is|was|that|me|an? error))?)[ :]{1,3}["“«`]([^"“”»`\n]{12,160})(?:["”»`]|$)/gi
/** `The error is: Invalid authorization`, to the end of the line, in whatever marks. */
const AFTER_COLON =
  /\b(?:error|message|fails? with|failed with|log|response|answer)(?: (?:is|was|says|reads))?: {1,3}[_*]{0,2}(\S[^\n]{6,200}?)[_*]{0,2}$/gim
/** The line before one that a program printed: "but now:", "I get this error", "Authelia logs". */
const ANNOUNCES = /(?:[:：]|\b(?:errors?|messages?|logs?|says|shows|prints|returns|following|output)[ \t]{0,3})$/i
const SPEAKS_OF_MESSAGE = /\b(?:errors?|messages?|says)\b[^.!?]{0,30}$/i
/** A person's own sentence, and not what a program printed. */
const PERSONAL = /\b(?:I|I['’]\w{1,2}|[Ww]e|[Mm]y|[Oo]ur|me|us)\b/
/** How programs begin a line about a failure, or what only they write. */
const OUTPUT =
  /^\W{0,3}(?:err\b|error|fail|fatal|unable|cannot|could not|not |access |request|exception|http|invalid|unauthori|permission|authenti|login |warn|denied|forbidden|\d{2,4}[-:])|\b[A-Z]\w{0,60}(?:Error|Exception)\b|\b[45]\d\d\b|\b(?:message|error|status|code|reason)\w{0,20}: |失败|失敗|错误|錯誤|异常|エラー|실패|오류|ошибк/i
/** In words. A line of a log is longer only where it has few words. */
const MAX_ANNOUNCED = 26
/** A level alone, a bracket, or the name of a field says nothing. */
const MIN_WORDS = 3
/** "Invalid token" says enough. */
const MIN_WORDS_ABOUT_ACCESS = 2
/** In characters. */
const MAX_LINE = 90
const MAX_LINES = 2_000

export interface FailureLine {
  /** Without anything that a shell or Markdown would act on. */
  readonly words: string
  /** Whether the line says that something failed; otherwise it is what a page or a program says at that point. */
  readonly isError: boolean
  /** Whether the report shows the lines above it, too. */
  readonly hasContext: boolean
}

/** Number of lines above the one that shows the failure. */
const MIN_CONTEXT = 3

/** @returns the first line that shows a failure, one about a login before all others; null if there is none */
export function errorLineOf({ segments }: Pick<Report, 'segments'>): FailureLine | null {
  const happened = segments.filter(({ heading }) => !['expected', 'proposal', 'related'].includes(sectionOf(heading)))
  const printed = happened.filter(({ kind }) => kind === 'log' || kind === 'quote').flatMap(linesOf)
  const words = happened.filter(({ kind }) => kind === 'prose' || kind === 'title')
  const announced = announcedIn(happened)
  const told = [...words.flatMap(messagesIn), ...announced.map(({ line }) => line)]
  const messages = announced.filter(({ line, isQuoted }) => isQuoted && wordsIn(line) >= MIN_WORDS)
  const said = [...words.flatMap(saidIn), ...messages.map(({ line }) => line)]
  const errors = [...printed, ...told].filter((it) => ERROR.test(it) && !HINT.test(it))
  const line =
    errors.find((it) => ABOUT_ACCESS.test(it) && wordsIn(it) >= MIN_WORDS_ABOUT_ACCESS) ??
    errors.find((it) => wordsIn(it) >= MIN_WORDS) ??
    said.find((it) => !SUCCESS.test(it))
  if (line === undefined) return null
  return {
    words: plainWords(line),
    isError: errors.includes(line),
    hasContext: happened.some((it) => leadsTo(line, it)),
  }
}

function leadsTo(line: string, segment: Segment): boolean {
  return (
    segment.kind === 'log' &&
    linesOf(segment)
      .filter((it) => it !== '')
      .indexOf(line) >= MIN_CONTEXT
  )
}

function linesOf({ text }: Segment): readonly string[] {
  return text.split('\n', MAX_LINES).map((line) => line.slice(0, 400).trim())
}

function messagesIn(segment: Segment): readonly string[] {
  return linesOf(segment).flatMap((line) => line.match(IN_WORDS) ?? [])
}

function saidIn(segment: Segment): readonly string[] {
  return linesOf(segment)
    .flatMap((line) => [...line.matchAll(AFTER_VERB)].map((match) => match[1] as string))
    .filter((it) => wordsIn(it) >= MIN_WORDS)
}

interface AnnouncedLine {
  readonly line: string
  /** A quotation that the words before it call a message is one, whatever it says. */
  readonly isQuoted: boolean
}

/** The output of programs that stands in running text without any marks, behind words that announce it. */
function announcedIn(segments: readonly Segment[]): readonly AnnouncedLine[] {
  const found: AnnouncedLine[] = []
  let before = ''
  for (const segment of segments) {
    if (segment.kind === 'title' || segment.kind === 'log') continue
    for (const line of linesOf(segment).filter((it) => it !== '')) {
      const isMessage = SPEAKS_OF_MESSAGE.test(before)
      const isQuoted = isMessage && segment.kind === 'quote'
      if (ANNOUNCES.test(before) && (isMessage || OUTPUT.test(line)) && isPrinted(line)) found.push({ line, isQuoted })
      for (const { 1: message = '' } of line.matchAll(AFTER_COLON)) {
        if (isPrinted(message)) found.push({ line: message, isQuoted: false })
      }
      before = line
    }
  }
  return found
}

function isPrinted(line: string): boolean {
  return ![PERSONAL, ANNOUNCES].some((it) => it.test(line)) && wordsIn(line) <= MAX_ANNOUNCED
}

function wordsIn(line: string): number {
  return line.match(/\p{L}{2,}/gu)?.length ?? 0
}

/** Cuts off a time and a level at the start, and everything that is no plain word. */
function plainWords(line: string): string {
  const message = line.replace(/^[[\]\dT:.,\sZ+/-]{6,40}/, '').replace(/[^\p{L}\p{N}_.:,/' -]+/gu, ' ')
  const words = message.replace(/\s+/g, ' ').replace(/^[ .:,/'-]+|[ .:,/'-]+$/g, '')
  if (words.length <= MAX_LINE) return words
  return `${words.slice(0, words.lastIndexOf(' ', MAX_LINE) > 40 ? words.lastIndexOf(' ', MAX_LINE) : MAX_LINE)} …`
}
