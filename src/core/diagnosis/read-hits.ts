/** Scans a report and reads how each match is meant. */

import { wentThrough } from '../flow/judge-flow.ts'
import { type LoginUrls, loginUrlsIn } from '../flow/login-urls.ts'
import { showsRequest } from '../flow/read-observations.ts'
import { chooseFlow, type ReportedFlow, readTraces, type Trace, type Traces } from '../flow/report-flow.ts'
import { flowOfProbe, type ProbeNote, readReportedProbe, withProbe } from '../probe/reported-probe.ts'
import { endOfLine, startOfLine } from '../redaction/line-bounds.ts'
import { isAttachedLog } from '../report/attached.ts'
import { isRequestOnly, type Purpose, purposeOf } from '../report/purpose.ts'
import type { Report, Segment } from '../report/report.ts'
import type { Hit, Pack } from '../signatures/pack.ts'
import { findFlowHits } from './flow-hits.ts'
import { type Mood, type ReadHit, readHit } from './mood.ts'
import { isOrdinaryParameter } from './ordinary-parameters.ts'
import { withOutranked } from './outranked-hits.ts'
import { withOvercome } from './overcome-hits.ts'
import { hitsOfProbe, outsideBlocks } from './probe-hits.ts'
import { sharesLine } from './same-line.ts'

export interface ScannedReport {
  readonly report: Report
  readonly purpose: Purpose
  /** In segment order. */
  readonly hits: readonly ReadHit[]
  /** Lines that a product prints every time, or that its forms contain. */
  readonly boilerplate: readonly Hit[]
  /** The login that the report's logs show; null if they show none. */
  readonly flow: ReportedFlow | null
  /** What that login requested. */
  readonly loginUrls: LoginUrls
  /** The blocks of probes in the report; null if there are none. */
  readonly probe: ProbeNote | null
  /** The signature that the newest probe names; null if there is none. */
  readonly probed: string | null
}

const SAID_IN_LINE: ReadonlySet<Mood> = new Set(['conditional', 'instructed', 'negated'])

/** @param report redacted */
export function scanReport(report: Report, pack: Pack): ScannedReport {
  const probe = readReportedProbe(report.segments)
  const traces = withProbe(readTraces(report.segments), probe)
  const found = outsideBlocks(
    [...pack.scanner.scan(report.segments), ...findFlowHits(traces, pack.scanner.clauses)],
    probe,
  )
  const purpose = purposeOf({ ...report, segments: report.segments.filter((it) => !isHealthy(it, traces)) })
  const boilerplate = found.filter(({ owned }) => owned.role === 'boilerplate')
  const boilerplateBySegment = Map.groupBy(boilerplate, ({ segment }) => segment)
  const nothingFailed = isRequestOnly(purpose)
  const probeHits = hitsOfProbe(probe, pack)
  const read = found
    .filter(({ owned }) => owned.role !== 'boilerplate')
    .map((hit): ReadHit => {
      const reading = readHit(hit)
      if (boilerplateBySegment.get(hit.segment)?.some((it) => sharesLine(hit, it)) || isInEveryRequest(hit)) {
        return { ...hit, reading: { ...reading, mood: 'boilerplate' } }
      }
      // The flow has been judged as a whole; words of its last line do not change it.
      if (hit.owned.clause.flow !== undefined && SAID_IN_LINE.has(reading.mood)) {
        return { ...hit, reading: { ...reading, mood: 'stated' } }
      }
      if (isCured(hit, traces, pack)) return { ...hit, reading: { ...reading, mood: 'cured' } }
      const isExample = nothingFailed && reading.mood === 'stated' && !isAttachedLog(hit.segment)
      return { ...hit, reading: isExample ? { ...reading, mood: 'example' } : reading }
    })
  return {
    report,
    purpose,
    hits: withOutranked(withOvercome([...read, ...probeHits], report.title), traces),
    boilerplate,
    flow: flowOfProbe(probe) ?? chooseFlow(traces),
    loginUrls: loginUrlsIn(traces),
    probe: probe?.note ?? null,
    probed: probeHits[0]?.owned.owner ?? null,
  }
}

/** Whether a log shows a login that went through. Its words are those of every such login. */
function isHealthy(segment: Segment, traces: Traces): boolean {
  const trace = traces.get(segment)
  return segment.kind === 'log' && trace !== undefined && wentThrough(trace)
}

/**
 * Whether what a hit says is history. The words of a login that went through say nothing, up to its last line; only
 * what names a cause by itself still does, such as a certificate or a keyring. And a failure at the signature's stage
 * is overcome if its own line or a later one of the same login shows success there: a request that was answered with
 * 200 is no evidence of one that was refused. A line that shows a failure which a later line cures is history for every
 * signature.
 */
function isCured({ owned, segment, start }: Hit, traces: Traces, pack: Pack): boolean {
  const trace = traces.get(segment)
  if (trace === undefined || owned.clause.flow !== undefined) return false
  const namesCause = owned.role === 'evidence' && owned.clause.strength === 'decisive'
  const lineStart = startOfLine(segment.text, start)
  if (isHealthy(segment, traces)) {
    if (!namesCause && !trace.isOver(lineStart)) return true
    if (isForeignRequest(segment, lineStart, trace)) return true
  }
  if (owned.role !== 'evidence') return false
  const shown = trace.observations.find((it) => it.start === lineStart && it.outcome === 'failed')?.stage
  const stages = [shown, pack.signatures.get(owned.owner)?.stage]
  return stages.some((stage) => stage !== undefined && trace.isCured(lineStart, stage))
}

/** What only supports, in the address of the authorization page. */
function isInEveryRequest(hit: Hit): boolean {
  const { role, clause } = hit.owned
  return role === 'evidence' && clause.strength === 'supporting' && isOrdinaryParameter(hit)
}

/** A request of somebody else, in the log of a server at which the login went through. */
function isForeignRequest({ text }: Segment, lineStart: number, { observations }: Trace): boolean {
  if (observations.some((it) => it.start === lineStart)) return false
  return showsRequest(text.slice(lineStart, endOfLine(text, lineStart)))
}
