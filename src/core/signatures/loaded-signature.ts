/** A signature with its file, for checks across files. */
import { posix } from 'node:path'
import type { Problem } from './problems.ts'
import type { Signature } from './schema.ts'

export interface LoadedSignature {
  readonly file: string
  readonly signature: Signature
  lineOf(path: readonly PropertyKey[]): number
}

export type ById = ReadonlyMap<string, LoadedSignature>

/** Returns the id that a signature must have according to its file name. */
export function idOfFile(path: string): string {
  return posix.basename(path).replace(/\.ya?ml$/, '')
}

/** @param path keys and indices that lead to the wrong value */
export function problemIn(
  { file, lineOf }: LoadedSignature,
  path: readonly PropertyKey[],
  explanation: Pick<Problem, 'message' | 'hint'>,
): Problem {
  return { file, line: lineOf(path), ...explanation }
}
