/** Lines that GitHub Actions reads as commands. Whatever came from outside is escaped, so that it cannot be one itself. */
import { TriageError } from '../../core/errors.ts'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'

/** The line that shows an error on the job's page, with what to do. */
export function asError(error: unknown): string {
  return `::error title=auth-triage::${inOneLine(error instanceof TriageError ? `${error.message}\n${error.hint}` : describe(error))}`
}

/** The line that shows a warning on the job's page. */
export function asWarning(text: string): string {
  return `::warning title=auth-triage::${inOneLine(text)}`
}

/** A defect: its stack helps whoever gets the report. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** One line stays one line: a command ends where the line does. */
function inOneLine(text: string): string {
  return cleanAndRedact(text).text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
