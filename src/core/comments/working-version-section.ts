/** The version that works by the reporter's own words: what to use until the failure is mended, and where to look for it. */
import { compareVersions } from '../diagnosis/fix.ts'
import type { Report } from '../report/report.ts'
import { codeSpan } from './defuse.ts'
import { describeLocation } from './location.ts'

const MAX_VERSION = 40

/** @returns one line; an empty string if the report names no version that works */
export function renderWorkingVersion(report: Report): string {
  const { workingVersion: found } = report
  if (found === undefined) return ''
  const works = codeSpan(found.version, MAX_VERSION)
  const known = `**Works with ${works}**, by ${describeLocation(found, report)}.`
  if (found.failing === null) return `${known} Use it until this is fixed.`
  const fails = codeSpan(found.failing, MAX_VERSION)
  if (compareVersions(found.version, found.failing) > 0) return `${known} This report names ${fails}: update first.`
  return `${known} Go back to it until this is fixed. **For maintainers:** the change is between ${works} and ${fails}.`
}
