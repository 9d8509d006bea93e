import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    // On each of two engines; `npm run test:crash` kills more often.
    provide: { kills: 10, crashSeed: null },
    setupFiles: ['test/setup.ts'],
    testTimeout: 20_000,
    // Files share a process each of some: most of a small file's time would be the loading of what the last one loaded.
    isolate: false,
    // More than there are cores: whole flows mostly wait for each other's processes.
    maxWorkers: 3,
  },
})
