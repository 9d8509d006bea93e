import { join } from 'node:path'
import { rolldown } from 'rolldown'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** File that runs the command line when a process starts with it. */
    program: string
  }
}

const CHECKOUT = join(import.meta.dirname, '..')

/** As deep as the entry points in `src/`, so that it finds the signatures. */
const FOLDER = join(CHECKOUT, '.cache/tests/program')

/** They start workers from files of their own, load each other in circles, or belong to the demo alone. */
const STAY_OUTSIDE = ['pino', 'pino-pretty', 'pg', 'graphile-worker', 'emulate']

/** Joins the program into a few files: loading 1,700 takes most of a start, and the tests start it sixty times. */
export default async function buildProgram(project: TestProject): Promise<void> {
  const build = await rolldown({
    // A thread is started from a file of its own, beside the one that starts it.
    input: {
      main: join(CHECKOUT, 'src/entrypoints/cli/main.ts'),
      thread: join(CHECKOUT, 'src/app/analysis/thread.ts'),
    },
    platform: 'node',
    external: (id) => id.startsWith('node:') || STAY_OUTSIDE.includes(id),
    // Of `eval` in a library, for one.
    logLevel: 'silent',
  })
  await build.write({ dir: FOLDER, entryFileNames: '[name].js', chunkFileNames: '[name].js' })
  await build.close()
  project.provide('program', join(FOLDER, 'main.js'))
}
