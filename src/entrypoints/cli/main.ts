#!/usr/bin/env node
/** Door 2: parses the command line, runs one command, and turns its end into an exit code. */
import { CommanderError } from 'commander'
import { TriageError } from '../../core/errors.ts'
import { cleanAndRedactCredentials } from '../../core/report/clean-and-redact.ts'
import { redactError } from '../../core/report/redact-error.ts'
import { processIo, type RawIo, terminalIo } from './io.ts'
import { buildProgram } from './program.ts'

const DONE = 0
const FAILED = 1
const WRONG_USE = 2

/**
 * @param args without the program's own two
 * @returns the exit code: 0 done, 1 failed, 2 wrong use
 */
export async function main(args: readonly string[], raw: RawIo): Promise<number> {
  const io = terminalIo(raw)
  try {
    const finished = { code: DONE }
    const program = await buildProgram(args[0], io, finished)
    await program.parseAsync([...args], { from: 'user' })
    return finished.code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USE
    if (!(error instanceof TriageError)) throw redactError(error, cleanAndRedactCredentials)
    io.warn(cleanAndRedactCredentials(`${error.message}\n${error.hint}`))
    return error.code === 'wrong-use' ? WRONG_USE : FAILED
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), processIo)
