/** Tells the words of a program that failed from all others. */
import type { Segment } from '../report/report.ts'

const FAILURE =
  /\b(?:error|failed|failures?|fails|denied|refused|rejected|invalid|forbidden|unauthori[sz]ed|unable to|cannot|could not|couldn't|can't|exception|timed? ?out|expired|revoked|suspended|not (?:supported|allowed|authenticated|authorized|found|valid|secure)|no longer (?:supported|valid|available)|bad credentials|fatal|unsuccessful|does not indicate success|status:? [45]\d\d|HTTP[ /.\d]{0,8}[45]\d\d|[45]\d\d (?:[A-Z]|-)|(?:result|code|returned):? [45]\d\d\b)|失败|失敗|错误|錯誤|异常|エラー|실패|오류|ошибк/i

/** One word that says enough: `server_error`, `GeneralFailure`, `Unauthorized`. */
const CODE =
  /^\W{0,2}(?:(?=[a-z_]{0,40}(?:error|invalid|denied|failed|expired|bad|unauthor))[a-z]{2,20}(?:_[a-z]{2,20}){1,4}|[A-Z]\w{1,40}(?:Error|Failure|Exception|Failed|Denied)|unauthori[sz]ed|forbidden)\W{0,2}$/i

/** A level alone, a bracket, or the name of a field says nothing. */
export const MIN_WORDS = 3

const MAX_LINES = 2_000
/** In characters. */
const MAX_LINE = 400

export function isFailure(line: string): boolean {
  return FAILURE.test(line) || isFailureCode(line)
}

export function isFailureCode(line: string): boolean {
  return CODE.test(line)
}

export function wordCount(line: string): number {
  return line.match(/\p{L}{2,}/gu)?.length ?? 0
}

/** @returns the lines of a segment, trimmed and cut */
export function textLinesOf({ text }: Pick<Segment, 'text'>): readonly string[] {
  return text.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE).trim())
}
