import { join } from 'node:path'
import { rolldown } from 'rolldown'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Script of the command line. */
    program: string
  }
}

const CHECKOUT = join(import.meta.dirname, '..')

/** As deep as the entry points in `src/`, so that the program finds the signatures. */
const FOLDER = join(CHECKOUT, '.cache/tests/program')

/** Packages that start workers from their own files, have import cycles, or are used only by the demo. */
const EXTERNAL = ['pino', 'pino-pretty', 'pg', 'graphile-worker', 'emulate']

/** Bundles the program into a few files: the tests start it 60 times, and loading 1,700 files takes most of a start. */
export default async function buildProgram(project: TestProject): Promise<void> {
  const build = await rolldown({
    // A thread starts from its own script, beside the script that starts it.
    input: {
      main: join(CHECKOUT, 'src/entrypoints/cli/main.ts'),
      thread: join(CHECKOUT, 'src/app/analysis/thread.ts'),
    },
    platform: 'node',
    external: (id) => id.startsWith('node:') || EXTERNAL.includes(id),
    // Hides warnings such as the one about `eval` in a library.
    logLevel: 'silent',
  })
  await build.write({ dir: FOLDER, entryFileNames: '[name].js', chunkFileNames: '[name].js' })
  await build.close()
  project.provide('program', join(FOLDER, 'main.js'))
}
