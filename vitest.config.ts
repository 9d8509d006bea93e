import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vitest/config'

// biome-ignore lint/style/noProcessEnv: a setting for the tests, not for the program
const seed = process.env['HOSTILE_SEED']

/** Without this, libraries with a development build, such as micromark, would be tested in a build that no bot runs. */
const librariesAsInstalled: Plugin = {
  name: 'libraries-as-installed',
  configResolved(config) {
    config.ssr.resolve = { ...config.ssr.resolve, conditions: ['node'] }
  },
}

/** Needed by tests of the store or of the whole program; also used by the hostile and crash configurations. */
export const SERVICES = ['test/postgres-server.ts', 'test/built-program.ts']

/** Tests that need neither a database server nor a build. */
const ALONE = [
  'test/core/**/*.test.ts',
  'test/app/{analysis,backfill,events,feedback-intake,issue-dossier,settings-loader,webhooks}/**/*.test.ts',
  'test/app/*.test.ts',
  'test/adapters/{attachments,compiled-pack,config,github,probe}/**/*.test.ts',
  'test/scripts/**/*.test.ts',
]

const GROWTH = 'test/hostile-sample.test.ts'

export default defineConfig({
  plugins: [librariesAsInstalled],
  test: {
    // Number of kills per database engine; `npm run test:crash` kills more often.
    provide: { kills: 6, crashSeed: null, growthSeed: Number(seed ?? 1), mutationRounds: 1 / 3 },
    setupFiles: ['test/setup.ts'],
    // The compiled pack is kept here, not in the user's own cache.
    env: { XDG_CACHE_HOME: fileURLToPath(new URL('.cache/test', import.meta.url)) },
    // Many tests start whole bots, several at a time, possibly on a slow machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files share a process. Otherwise, a small file would spend most of its time loading modules that the previous one
    // has already loaded.
    isolate: false,
    // Each worker starts its own processes.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'modules', include: ALONE } },
      // It measures time, so it gets a process that no other test has filled or deoptimised.
      { extends: true, test: { name: 'growth', include: [GROWTH], isolate: true } },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['test/**/*.test.ts'],
          // These measure time and run in `npm run test:hostile`.
          exclude: [
            ...ALONE,
            GROWTH,
            'test/hostile/roads.test.ts',
            'test/hostile/http.test.ts',
            'test/hostile/growth.test.ts',
          ],
          globalSetup: SERVICES,
        },
      },
    ],
  },
})
