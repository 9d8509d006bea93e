#!/usr/bin/env node
/** The command line: parses it, runs one command, and returns its exit code. */
import { CommanderError } from 'commander'
import { TriageError } from '../../core/errors.ts'
import { processIo, type RawIo, terminalIo } from './io.ts'
import { buildProgram, withCurrentName } from './program.ts'
import { endWithOutput, explainSystemError } from './system-errors.ts'

const SUCCESS = 0
const FAILED = 1
const WRONG_USE = 2

/**
 * @param args the arguments after the program's name
 * @returns the exit code: 0 success, 1 failure, 2 wrong use
 */
export async function main(args: readonly string[], raw: RawIo): Promise<number> {
  const io = terminalIo(raw)
  try {
    const finished = { code: SUCCESS }
    const current = withCurrentName(args, io)
    const program = await buildProgram(current, io, finished)
    await program.parseAsync([...current], { from: 'user' })
    return finished.code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? SUCCESS : WRONG_USE
    // Loaded only now: `--help` must not wait for the rules of redaction.
    const { cleanAndRedactCredentials } = await import('../../core/report/clean-and-redact.ts')
    const { redactError } = await import('../../core/report/redact-error.ts')
    const explained = error instanceof TriageError ? error : explainSystemError(error)
    if (explained === null) throw redactError(error, cleanAndRedactCredentials)
    const { refusalHint } = await import('../../adapters/github/refusal-hint.ts')
    io.warn(cleanAndRedactCredentials(`${explained.message}\n${refusalHint(explained, 'command')}`))
    return explained.code === 'wrong-use' ? WRONG_USE : FAILED
  }
}

if (import.meta.main) {
  endWithOutput(process, processIo.warn)
  process.exitCode = await main(process.argv.slice(2), processIo)
}
