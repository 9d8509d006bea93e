import type { DossierWriter } from '../issue-dossier/issue-dossier.ts'
import type { Analysis } from './analysis.ts'

/** Writes dossiers with the jobs of the analysis. */
export function writeWith(analysis: Analysis): DossierWriter {
  return {
    redact: async <T>(value: T) => (await analysis.run('redacted', { value })) as T,
    linksOf: (issue, context) => analysis.run('issueLinks', { issue, context }),
    write: (crawled, releases, wording) => analysis.run('document', { crawled, releases, wording }),
  }
}
