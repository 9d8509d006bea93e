/**
 * Problems in a pack, each with its location and a hint. They are collected across all files and thrown as one error.
 */
import { TriageError } from '../errors.ts'

export interface Problem {
  /** Path of the file inside the pack. */
  readonly file: string
  /** 1-based; 1 when the problem is about the whole file. */
  readonly line: number
  readonly message: string
  readonly hint: string
}

/** Formats a problem as one line, with a location that editors make clickable. */
export function formatProblem({ file, line, message, hint }: Problem): string {
  return `${file}:${line}: ${message} → ${hint}`
}

/** @throws TriageError('pack-invalid') with all problems, if there are any */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  throw new TriageError('pack-invalid', `The signature pack has ${count}:\n${problems.map(formatProblem).join('\n')}`, {
    hint: 'Fix the lines above. `auth-triage signatures test` checks them again.',
  })
}
