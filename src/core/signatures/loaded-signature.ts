/** A signature with the file that it came from: what the checks between files work on. */
import { posix } from 'node:path'
import type { Problem } from './problems.ts'
import type { Signature } from './schema.ts'

export interface LoadedSignature {
  readonly file: string
  readonly signature: Signature
  lineOf(path: readonly PropertyKey[]): number
}

export type ById = ReadonlyMap<string, LoadedSignature>

/** The id that a signature file promises by its name. */
export function idOfFile(path: string): string {
  return posix.basename(path).replace(/\.ya?ml$/, '')
}

/** @param path keys and indices of the value that is wrong */
export function problemIn(
  { file, lineOf }: LoadedSignature,
  path: readonly PropertyKey[],
  says: Pick<Problem, 'message' | 'hint'>,
): Problem {
  return { file, line: lineOf(path), ...says }
}
