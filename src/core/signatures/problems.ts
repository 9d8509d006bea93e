/** What is wrong with a pack, with its place and its remedy: gathered over all files, then raised as one error. */
import { TriageError } from '../errors.ts'

export interface Problem {
  /** Path of the file inside the pack. */
  readonly file: string
  /** 1-based; 1 where the whole file is meant. */
  readonly line: number
  readonly message: string
  readonly hint: string
}

/** One line a problem, in the form that editors make clickable. */
export function formatProblem({ file, line, message, hint }: Problem): string {
  return `${file}:${line}: ${message} → ${hint}`
}

/** @throws TriageError('pack-invalid') when there are problems; says all of them. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  throw new TriageError('pack-invalid', `The signature pack has ${count}:\n${problems.map(formatProblem).join('\n')}`, {
    hint: 'Mend the lines named above; `auth-triage signatures test` checks them again.',
  })
}
