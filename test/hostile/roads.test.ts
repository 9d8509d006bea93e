/**
 * Sends texts that are hard to parse to a running bot through every channel, while another process polls the bot's
 * health. No text may block the bot, crash it, exhaust its memory or cause it to lose a delivery.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../adapters/store/places.ts'
import { generator } from '../support/generator.ts'
import { spawnCommand } from '../support/spawned.ts'
import { SHAPES, type Shape } from './road-shapes.ts'
import { ROADS, type Road } from './roads.ts'
import { type RoadsWorld, startRoadsWorld } from './roads-world.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Number of random shapes to send; null for `MAX_SHAPES`. */
    hostileShapes: number | null
    /** Seed for choosing the shapes; null for a random seed. */
    hostileSeed: number | null
    /** Names of the channels to use; null for all channels. */
    hostileRoads: readonly string[] | null
  }
}

const MIN_SHAPES = 200
/** More shapes would exceed the local GitHub's hourly limit on its users' calls. */
const MAX_SHAPES = 220
/**
 * The promised limits: the main thread stays responsive, health checks are answered in time, and a container with 1 GB
 * is large enough.
 */
const MAX_STALL_MS = 50
const HEALTHY_WITHIN_MS = 100
const MAX_MEGABYTES = 700
const ENDS_WITHIN_MS = 10_000

const seed = inject('hostileSeed') ?? Date.now() % 2 ** 31
const shapes = choose(SHAPES, inject('hostileShapes') ?? MAX_SHAPES)
const names = inject('hostileRoads')
const roads = ROADS.filter(({ name }) => names?.includes(name) ?? true)

function choose(all: readonly Shape[], count: number): readonly Shape[] {
  const random = generator(seed)
  const left = [...all]
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(random(left.length), 1)).flat()
}

let world: RoadsWorld

beforeAll(async () => {
  world = await startRoadsWorld()
})

afterAll(() => world?.close())

/** @returns one line for each failure */
async function sendOn(road: Road, { text }: Shape): Promise<readonly string[]> {
  const failures: string[] = []
  for (const size of road.sizes) {
    await road.send(text(size), world).catch((error: unknown) => failures.push(`${road.name}, ${size}: ${error}`))
  }
  return failures
}

test('there are enough distinct shapes', () => {
  expect(new Set(SHAPES.map(({ name }) => name)).size).toBeGreaterThanOrEqual(MIN_SHAPES)
  expect(roads.length).toBeGreaterThan(0)
})

describe(`texts that are hard to parse, through every channel (seed ${seed})`, () => {
  test.each(shapes)('do not block the bot: $name', async (shape) => {
    expect(world.bot.code(), world.bot.log()).toBeNull()
    await world.bot.stall()
    let failures: readonly string[] = []
    const { worst, rounds } = await world.bot.watch(async () => {
      failures = (await Promise.all(roads.map((road) => sendOn(road, shape)))).flat()
      await world.settle()
    })
    expect(world.bot.code(), world.bot.log()).toBeNull()
    expect.soft(failures).toEqual([])
    expect.soft(await world.bot.stall(), "the main thread's longest stall, in ms").toBeLessThanOrEqual(MAX_STALL_MS)
    expect.soft(Math.round(worst), 'slowest response from /healthz, in ms').toBeLessThanOrEqual(HEALTHY_WITHIN_MS)
    expect(rounds).toBeGreaterThan(0)
  })

  test('do not lose any delivery', () => {
    expect(world.undone()).toEqual([])
    if (roads.some(({ name }) => name === 'attachment')) expect(world.files.fetched()).toBeGreaterThan(shapes.length)
  })

  test('do not exceed the memory limit', () => {
    expect(world.bot.peak() ?? 0).toBeLessThanOrEqual(MAX_MEGABYTES)
  })

  test('do not delay the exit after SIGTERM', async () => {
    const [shape] = shapes
    const sent = roads.map((road) => sendOn(road, shape as Shape))
    await sleep(200)
    const { code, ms } = await world.bot.end()
    await Promise.all(sent)
    expect(code).toBe(0)
    expect(ms).toBeLessThanOrEqual(ENDS_WITHIN_MS)
  })
})

describe('texts that are hard to parse, on the command line', () => {
  test.each([
    ['triage', 65_536],
    ['scan', 1_048_576],
  ])('are read completely: %s', async (command, size) => {
    const folder = temporaryFolder()
    const files = shapes.map(({ text }, at) => {
      const path = join(folder, `${at}.md`)
      // Starts with a heading, because a file that starts like JSON is read as an issue from GitHub's API.
      writeFileSync(path, `# Login fails\n\n${text(size)}`)
      return path
    })
    const { ended } = spawnCommand([command, '--json', ...files], { folder })
    const { code, err, out } = await ended
    removeFolder(folder)
    expect(code, err).toBe(0)
    expect(JSON.parse(out)).toBeDefined()
  })
})
