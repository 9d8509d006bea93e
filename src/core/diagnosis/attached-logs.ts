/**
 * Weighs the logs that are attached to a report against what the report tells. People attach whole logs, and most logs
 * show logins: what the reporter says decides what the report is about, and a log changes this only if it is part of it.
 */
import { isAttachedLog } from '../report/attached.ts'
import { isRequestOnly, purposeOf } from '../report/purpose.ts'
import type { Report, Segment } from '../report/report.ts'
import type { Diagnosis } from './diagnosis.ts'
import { isSure } from './mood.ts'
import type { ScannedReport } from './read-hits.ts'
import { saysLittle } from './shown-at-break.ts'

/** @returns the report without its attached logs; null if there are none, or if they hold a probe */
export function withoutAttachedLogs(scanned: ScannedReport): ScannedReport | null {
  const isOwn = ({ segment }: { readonly segment: Segment }) => !isAttachedLog(segment)
  const segments = scanned.report.segments.filter((segment) => isOwn({ segment }))
  if (segments.length === scanned.report.segments.length || scanned.probe !== null) return null
  const report = { ...scanned.report, segments }
  return {
    ...scanned,
    report,
    purpose: purposeOf(report),
    hits: scanned.hits.filter(isOwn),
    boilerplate: scanned.boilerplate.filter(isOwn),
    flow: null,
  }
}

/**
 * What the logs are to the report: its `subject`; `unrelated`, so that only its own words count; or `unclear`, where
 * nobody but a log says that a login failed, so that it can be asked and not asserted.
 */
export type LogRole = 'subject' | 'unrelated' | 'unclear'

/** Below this probability the words of a report are plainly about something else than a login. */
const MIN_TOPIC = 0.2

/** @param diagnosis of `told`, the report without its attached logs */
export function roleOfLogs(scanned: ScannedReport, told: ScannedReport, diagnosis: Diagnosis): LogRole {
  if (!told.report.segments.some(({ text }) => /\p{L}/u.test(text))) return 'subject'
  if (diagnosis.reason === 'counter-sign') return 'unrelated'
  if (diagnosis.reason !== 'not-auth') return 'subject'
  const broken = scanned.flow?.broken ?? null
  const isShown = broken !== null && !told.report.segments.some(({ source }) => source === broken.segment)
  if (isShown && names(told, [...brokenHosts(scanned), ...(broken.error === null ? [] : [broken.error])]))
    return 'subject'
  if (isRequestOnly(told.purpose)) return 'unrelated'
  const isLeftToLogs = leavesItToLogs(told.report)
  // A few words about something else ("The upload stops") can still have the log's failure as their reason.
  if (diagnosis.topic < MIN_TOPIC) return isLeftToLogs && scanned.hits.some(namesCauseInLog) ? 'unclear' : 'unrelated'
  if (isLeftToLogs) return 'subject'
  if (!isShown) return scanned.hits.some(namesCauseInLog) ? 'subject' : 'unrelated'
  return broken.status !== null && names(told, [String(broken.status)]) ? 'subject' : 'unclear'
}

/** Who pastes a log of their own has told what failed. */
function leavesItToLogs(report: Report): boolean {
  return saysLittle(report) && report.segments.every(({ kind }) => kind !== 'log')
}

function namesCauseInLog(hit: ScannedReport['hits'][number]): boolean {
  return isAttachedLog(hit.segment) && hit.owned.role === 'evidence' && isSure(hit)
}

/** A redacted host is in many reports. */
const HOST = /^https?:\/\/([^/:[\]]+)/

function brokenHosts({ loginUrls }: ScannedReport): readonly string[] {
  return loginUrls.broken.flatMap((url) => HOST.exec(url)?.[1] ?? [])
}

function names({ report }: ScannedReport, words: readonly string[]): boolean {
  return report.segments.some(({ text }) => words.some((word) => includesWord(text, word)))
}

function includesWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[\w.]/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length))) return true
  }
  return false
}
