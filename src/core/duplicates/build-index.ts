/** Builds a repository's index from all its reports. */
import { learnBoilerplate, sampleSize } from './boilerplate.ts'
import type { IndexedReport } from './digest.ts'
import { ReportIndex } from './report-index.ts'

export interface BuildOptions {
  /** Texts of the repository's issue templates, in Markdown or YAML. */
  readonly templates?: readonly string[]
}

/** @param reports all reports of one repository, oldest first */
export function buildIndex(reports: readonly IndexedReport[], { templates }: BuildOptions = {}): ReportIndex {
  const sample = reports.slice(0, sampleSize(reports.length)).map(({ digest }) => digest)
  const index = ReportIndex.empty(learnBoilerplate(sample, templates), reports.length)
  for (const report of reports) index.put(report)
  return index
}
