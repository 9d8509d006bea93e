import { openPack } from '../../src/entrypoints/cli/pack.ts'

/** The shipped pack, opened once for all test files of a process: compiling it takes seconds. */
export const SHIPPED = await openPack()
