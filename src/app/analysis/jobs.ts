/**
 * The jobs: one table. Each takes plain data and the context of its thread, and returns plain data; none knows GitHub, a
 * store or a clock. A new way of reading a stranger's text is one more entry here.
 */
import type { FetchedFile } from '../../adapters/attachments/fetch-files.ts'
import { findAttachmentLinks } from '../../adapters/attachments/find-links.ts'
import type { AttachmentLinkContext, LogLink } from '../../adapters/attachments/link-forms.ts'
import { readFiles } from '../../adapters/attachments/read-files.ts'
import type { Release } from '../../adapters/github/issue-reader.ts'
import type { Delivery } from '../../adapters/queue/queue.ts'
import { diagnose } from '../../core/diagnosis/diagnose.ts'
import { runExamples } from '../../core/diagnosis/examples.ts'
import { findCitations, MAX_CITATIONS } from '../../core/duplicates/citations.ts'
import { digestReport, type ReportDigest } from '../../core/duplicates/digest.ts'
import { readDuplicateOf } from '../../core/feedback/duplicate-phrase.ts'
import { formatCommand, type ParsedCommands, parseCommands } from '../../core/feedback/parse-commands.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { decidePlan, type Situation } from '../../core/plan/decide.ts'
import type { Plan } from '../../core/plan/plan.ts'
import { type Triage, type TriageRules, triageReport, UNTOUCHED } from '../../core/plan/triage-report.ts'
import { readReport } from '../../core/report/read-report.ts'
import type { RawIssue, Report } from '../../core/report/report.ts'
import type { SettingsReading } from '../../core/settings/rule-compiler.ts'
import { readSettings } from '../../core/settings/rule-compiler.ts'
import { type RepositoryRules, type RulesSource, resolveRules } from '../../core/settings/rules.ts'
import type { Problem } from '../../core/signatures/problems.ts'
import type { CrawledIssues } from '../issue-dossier/crawl.ts'
import { renderDocument } from '../issue-dossier/document.ts'
import type { DossierWording } from '../issue-dossier/dossier-wording.ts'
import { workOut } from '../issue-dossier/findings.ts'
import { findIssueLinks, type IssueLinkContext } from '../issue-dossier/links-of-issue.ts'
import { redactTexts } from '../issue-dossier/redacted-reader.ts'
import type { CrawledIssue, Link } from '../issue-dossier/relations.ts'
import { readPayload, type SignedWebhook } from '../webhooks/read-payload.ts'

import type { GivenRules, JobContext } from './job-context.ts'
import { type Tried, type TriedRequest, tryReport } from './try-report.ts'

/** An issue with the files that came with it, and all that is known about it. */
export interface TriageInput {
  readonly issue: RawIssue
  readonly files: readonly FetchedFile[]
  readonly rules: GivenRules
  /** An untouched issue when left out. */
  readonly situation?: Pick<Situation, 'state'> & Pick<TriageRules, 'heard' | 'answers'>
  /** What other people wrote below the issue, Markdown: no evidence, but they name other issues. */
  readonly remarks?: readonly string[]
}

export interface TriageOutput {
  readonly triage: Triage
  /** What is kept of the report, to compare it with others. */
  readonly digest: ReportDigest
}

/** Steps 2 to 4 of the corridor, and the digest that matching compares. */
async function triage(input: TriageInput, context: JobContext): Promise<TriageOutput> {
  const { issue, files, situation, remarks = [] } = input
  const read = await readFiles(files)
  const attachments = [...issue.attachments, ...read.attachments]
  const unread = [...(issue.unread ?? []), ...read.unread]
  const given = { ...context.rulesOf(input.rules), ...situation }
  const said = triageReport({ ...issue, attachments, unread }, situation?.state ?? UNTOUCHED, given)
  const digest = digestReport(said.report, said.diagnosis)
  const cites = [...new Set([...digest.cites, ...citationsIn(remarks)])].slice(0, MAX_CITATIONS)
  return { triage: { ...said, report: withoutText(said.report) }, digest: { ...digest, cites } }
}

/** The report's own references come first; those in quotes and code were counted where they were written. */
function citationsIn(remarks: readonly string[]): ReportDigest['cites'] {
  const segments = remarks.flatMap((body) => readReport({ title: '', body, attachments: [] }).segments)
  return findCitations(segments.filter(({ kind }) => kind === 'prose'))
}

/** Evidence quotes what it needs; what else 50 MB of logs say would only be copied from thread to thread. */
function withoutText(report: Report): Report {
  return { ...report, segments: report.segments.map((segment) => ({ ...segment, text: '' })) }
}

export interface PlanInput extends Omit<Situation, 'pack' | 'settings'> {
  readonly rules: GivenRules
}

/** The plan once more, with what matching and the present add. */
function plan({ rules, ...situation }: PlanInput, context: JobContext): Plan {
  const { pack, settings } = context.rulesOf(rules)
  return decidePlan({ ...situation, pack, settings })
}

/** What is kept of an older issue, to compare it with others. */
function digest({ issue, rules }: Pick<TriageInput, 'issue' | 'rules'>, context: JobContext): ReportDigest {
  const { pack, parameters, hints } = context.rulesOf(rules)
  const report = readReport(issue, hints)
  return digestReport(report, diagnose(report, pack, parameters))
}

export interface CommentReading {
  readonly commands: ParsedCommands
  /** The issue that the comment calls this one a duplicate of; null when it says no such thing. */
  readonly duplicateOf: IssueRef | null
}

/** What a comment asks of the bot. */
function comment({ body, ref }: { readonly body: string; readonly ref: IssueRef }, _: JobContext): CommentReading {
  return { commands: parseCommands(body), duplicateOf: readDuplicateOf(body, ref) }
}

/** A large webhook, cut down to what is stored of it. */
function delivery(
  { webhook, receivedAt }: { readonly webhook: SignedWebhook; readonly receivedAt: number },
  _: JobContext,
): Promise<Delivery | null> {
  return readPayload(webhook, receivedAt, async (body) => parseCommands(body).taken.map(formatCommand))
}

function links(
  input: { readonly markdown: string; readonly context: AttachmentLinkContext },
  _: JobContext,
): readonly LogLink[] {
  return findAttachmentLinks(input.markdown, input.context)
}

function settings(input: { readonly text: string; readonly mayLoosen: boolean }, context: JobContext): SettingsReading {
  return readSettings(input.text, context.pack, input.mayLoosen)
}

/** Compiles a repository's own signatures; what is needed without scanning comes back. */
function rules(
  { source, problems }: { readonly source: RulesSource; readonly problems: readonly Problem[] },
  context: JobContext,
): RepositoryRules {
  const compiled = resolveRules(context.pack, { ...source, problems })
  const { clauses: _, scanner: __, ...pack } = compiled.pack
  return { settings: compiled.settings, pack, problems: compiled.problems, source }
}

/** The same value with every text in it cleaned and redacted, at any depth. */
function redacted({ value }: { readonly value: unknown }, _: JobContext): unknown {
  return redactTexts(value)
}

/** The issues that one issue and its comments name. */
function issueLinks(
  input: { readonly issue: CrawledIssue; readonly context: IssueLinkContext },
  _: JobContext,
): readonly Link[] {
  return findIssueLinks(input.issue, input.context)
}

export interface DocumentInput {
  readonly crawled: CrawledIssues
  readonly releases: readonly Release[]
  readonly wording: DossierWording
}

/** The write-up of an issue and all that is linked to it, as Markdown. */
function document({ crawled, releases, wording }: DocumentInput, { pack }: JobContext): string {
  return renderDocument(workOut(crawled, releases, pack), wording)
}

/** What somebody tries out on a page. */
function tried(request: TriedRequest, { pack }: JobContext): Promise<Tried> {
  return tryReport(request, pack)
}

/** Ids of the signatures among these that do not recognise their own examples. */
function deadSignatures(ids: readonly string[], { pack }: JobContext): readonly string[] {
  return ids.filter((id) => runExamples(pack, new Set([id])).length > 0)
}

export const JOBS = {
  triage,
  plan,
  digest,
  comment,
  delivery,
  links,
  settings,
  rules,
  redacted,
  issueLinks,
  document,
  tried,
  deadSignatures,
} as const
