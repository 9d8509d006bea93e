import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { processEnvironment } from './process-environment.ts'

/**
 * Folder for files that can be made again. A relative `XDG_CACHE_HOME` is invalid and ignored (XDG Base Directory
 * Specification 0.8).
 */
export function cacheFolder({ XDG_CACHE_HOME = '' }: NodeJS.ProcessEnv = processEnvironment()): string {
  return join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache'), 'auth-triage')
}
