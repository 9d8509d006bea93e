/** GitHub Actions workflow commands. Untrusted text is escaped, so it cannot become a command itself. */
import { TriageError } from '../../core/errors.ts'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'

/** Returns the command that shows an error and its hint on the job's page. */
export function asError(error: unknown): string {
  return `::error title=auth-triage::${escapeCommand(error instanceof TriageError ? `${error.message}\n${error.hint}` : describe(error))}`
}

/** Returns the command that shows a warning on the job's page. */
export function asWarning(text: string): string {
  return `::warning title=auth-triage::${escapeCommand(text)}`
}

/** Any other error is a bug in this program, and the bug report needs its stack. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** A command ends at the end of its line, so line breaks are escaped. */
function escapeCommand(text: string): string {
  return cleanAndRedact(text).text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
