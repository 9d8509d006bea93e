/**
 * Compiles a repository's settings and signatures in the analysis. A file that exceeds the limits is reported as a
 * problem.
 */
import { SETTINGS_PATH } from '../../core/settings/parse-settings.ts'
import type { RuleCompiler } from '../../core/settings/rule-compiler.ts'
import type { Problem } from '../../core/signatures/problems.ts'
import { type Analysis, isUnreadable } from './analysis.ts'

/** @param mayLoosen whether the operator allows repositories to lower thresholds */
export function compileWith(analysis: Analysis, mayLoosen: boolean): RuleCompiler {
  return {
    readSettings: (text) =>
      analysis.run('settings', { text, mayLoosen }).catch((error: unknown) => {
        if (!isUnreadable(error)) throw error
        return { settings: null, problems: [tooSlow(SETTINGS_PATH)] }
      }),
    compile: (source, problems) =>
      analysis.run('rules', { source, problems }).catch((error: unknown) => {
        if (!isUnreadable(error)) throw error
        const refused = source.signatureFiles.map(({ path }) => tooSlow(path))
        return analysis.run('rules', { source: { ...source, signatureFiles: [] }, problems: [...problems, ...refused] })
      }),
  }
}

function tooSlow(file: string): Problem {
  return { file, line: 1, message: 'takes too long to read', hint: 'make the file shorter and simpler' }
}
